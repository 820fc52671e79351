using System.Text;

namespace Periksa.Host.Lab.Code;

/// <summary>Texts as they are written in programs. All but plain ASCII is escaped, so that neither an editor nor a
/// file's encoding changes a byte.</summary>
static class Literal
{
    /// <summary>In double quotes, as JavaScript, Python, Go and C# have it.</summary>
    /// <param name="wide">How a character beyond 16 bits is written; <c>null</c> for its two halves.</param>
    public static string Quoted(string text, string? wide) =>
        Write(text, rune => rune.IsBmp
            ? $"\\u{rune.Value:x4}"
            : wide is null ? Halves(rune) : $"\\{wide}{rune.Value:x8}");

    /// <summary>In Java, where an escaped control character would end the line.</summary>
    public static string Java(string text) =>
        Write(text, rune => rune.Value < ' ' ? $"\\{Convert.ToString(rune.Value, 8).PadLeft(3, '0')}" : Halves(rune));

    /// <summary>In PHP's double quotes, in which $ begins a variable.</summary>
    public static string Php(string text) =>
        Write(text, rune => $"\\u{{{rune.Value:x}}}").Replace("$", "\\$", StringComparison.Ordinal);

    /// <summary>In a shell's single quotes, or in bash's $'…' where something in it cannot be seen.</summary>
    public static string Shell(string text)
    {
        if (text.All(one => one is >= ' ' and <= '~'))
            return $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

        var quoted = new StringBuilder("$'");
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            if (one is (byte)'\'' or (byte)'\\')
                quoted.Append('\\').Append((char)one);
            else if (one is >= (byte)' ' and <= (byte)'~')
                quoted.Append((char)one);
            else
                quoted.Append("\\x").Append($"{one:x2}");
        }

        return quoted.Append('\'').ToString();
    }

    /// <summary>What may stand in a comment: nothing that ends it.</summary>
    public static string Name(string header) =>
        new([.. header.Where(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_')]);

    static string Write(string text, Func<Rune, string> escape)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                >= ' ' and <= '~' => ((char)rune.Value).ToString(),
                _ => escape(rune),
            });
        }

        return quoted.Append('"').ToString();
    }

    static string Halves(Rune rune) => string.Concat(rune.ToString().Select(half => $"\\u{(int)half:x4}"));
}
