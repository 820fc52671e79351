using System.Text.RegularExpressions;

namespace Periksa.Tests.Tidy;

/// <summary>Finds the methods of a file by its indentation, which the formatter keeps.</summary>
/// <remarks>A compiler would know them exactly, but its package is far larger than the question. Methods of a single
/// expression have no braces and are not measured, unless the expression is a switch.</remarks>
static partial class Methods
{
    public static IEnumerable<Measured> In(string file)
    {
        var lines = Tree.Lines(file);

        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line].Trim() is not "{")
                continue;

            var head = HeadOf(lines, line);
            if (TypeHead.IsMatch(lines[head]))
                continue;

            var end = EndOf(lines, line);
            yield return new(end - head + 1, $"{file}: {lines[head].Trim()}");
            line = end;
        }
    }

    // Back over parameters, constraints and what else is indented deeper, or is a list's closing bracket.
    static int HeadOf(string[] lines, int brace)
    {
        var head = brace - 1;
        while (head > 0 && (Indent(lines[head]) > Indent(lines[brace]) || lines[head].Trim() is [')', ..]))
            head--;

        return Math.Max(head, 0);
    }

    static int EndOf(string[] lines, int brace)
    {
        var depth = Indent(lines[brace]);
        var end = brace + 1;
        while (end < lines.Length - 1 && !(lines[end].Trim() is ['}', ..] && Indent(lines[end]) <= depth))
            end++;

        return end;
    }

    static int Indent(string line) => line.Length - line.AsSpan().TrimStart().Length;

    [GeneratedRegex(@"^\s*([a-z]+\s+)*(class|interface|enum|struct|record|namespace|extension)\b")]
    private static partial Regex TypeHead { get; }
}
