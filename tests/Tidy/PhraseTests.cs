using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Periksa.Tests.Tidy;

/// <summary>Whatever the console says in English, it says in Indonesian.</summary>
public partial class PhraseTests
{
    const string Pages = "src/Host/Pages/";

    static readonly string[] Sources = [.. Tree.FilesEnding(".razor", ".cs").Where(IsPage)];

    static readonly (string Name, string Parameter)[] Parts =
    [
        .. from file in Tree.FilesEnding(".razor").Where(IsPage)
           from parameter in SaidParameters(Text(file))
           select (Path.GetFileNameWithoutExtension(file), parameter),
    ];

    static readonly (string File, string English, string Indonesian)[] Known =
    [
        .. from file in Tree.FilesEnding(".json").Where(IsPage)
           from phrase in JsonSerializer.Deserialize<Dictionary<string, string>>(Text(file))!
           select (file, phrase.Key, phrase.Value),
    ];

    [Fact]
    public void Are_known_wherever_they_are_said()
    {
        var known = Known.Select(phrase => phrase.English).ToHashSet(StringComparer.Ordinal);
        var said = Sources.SelectMany(Said).ToArray();

        Assert.Contains(said, phrase => phrase.English == "Skip to the content");
        Assert.Contains(("Field", "Label"), Parts);
        said.Where(phrase => !known.Contains(phrase.English)).Select(phrase => $"{phrase.File}: {phrase.English}")
            .Distinct().MustBeNone();
    }

    [Fact]
    public void Are_known_where_a_use_case_refuses()
    {
        var known = Known.Select(phrase => phrase.English).ToHashSet(StringComparer.Ordinal);
        var refused =
        (
            from file in Tree.FilesEnding(".cs")
            where file.StartsWith("src/Operators/", StringComparison.Ordinal) || IsPage(file)
            let code = Text(file)
            from Match call in Refusals.Matches(code)
            from sentence in Literals.In(Argument(code, call.Index + call.Length))
            where sentence.Contains(' ')
            select (File: file, English: sentence)).ToArray();

        Assert.Contains(refused, one => one.English == "There is no partner {0}: did you mean {1}?");
        refused.Where(one => !known.Contains(one.English)).Select(one => $"{one.File}: {one.English}").Distinct()
            .MustBeNone();
    }

    [Fact]
    public void Are_said_somewhere()
    {
        // Words for how a thing stands come from the database, which writes them with a line or a stroke between.
        var written = Tree.FilesEnding(".cs", ".sql", ".razor")
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => Joined(Text(file)).Concat(Interpolated(file)))
            .SelectMany(text => new[] { text, text.Replace('_', ' '), text.Replace('-', ' ') })
            .Concat(Sources.SelectMany(Said).Select(phrase => phrase.English))
            .ToHashSet(StringComparer.Ordinal);

        Known.Where(phrase => !written.Contains(phrase.English))
            .Select(phrase => $"{phrase.File}: {phrase.English}").MustBeNone();
    }

    [Fact]
    public void Are_one_thing_in_Indonesian_and_keep_their_braces()
    {
        Known.GroupBy(phrase => phrase.English).Where(same => same.DistinctBy(one => one.Indonesian).Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(" or ", same.Select(one => $"{one.Indonesian} ({one.File})"))}")
            .MustBeNone();
        Known.Where(phrase => !Braces(phrase.English).SequenceEqual(Braces(phrase.Indonesian)))
            .Select(phrase => $"{phrase.File}: {phrase.English}").MustBeNone();
        Known.Where(phrase => string.IsNullOrWhiteSpace(phrase.Indonesian))
            .Select(phrase => $"{phrase.File}: {phrase.English}").MustBeNone();
    }

    static IEnumerable<string> Interpolated(string file) =>
        file.EndsWith(".cs", StringComparison.Ordinal)
            ? Literals.In(Text(file)).Where(text => text.Contains("{0}", StringComparison.Ordinal))
            : [];

    static bool IsPage(string file) => file.StartsWith(Pages, StringComparison.Ordinal);

    static string Text(string file) => File.ReadAllText(Tree.Absolute(file));

    static IEnumerable<string> Braces(string text) => Brace.Matches(text).Select(match => match.Value).Order();

    static IEnumerable<(string File, string English)> Said(string file)
    {
        var text = Text(file);
        var phrases = Calls.Matches(text).SelectMany(call => Joined(Argument(text, call.Index + call.Length)))
            .Concat(Given(text))
            .Concat(Parameters.Matches(text).SelectMany(match => Joined(Argument(text, match.Index + match.Length))));
        if (file.EndsWith("/Menu.cs", StringComparison.Ordinal))
            phrases = phrases.Concat(MenuTitles.Matches(text).Select(match => match.Groups[1].Value));

        if (file.EndsWith(".razor", StringComparison.Ordinal))
            phrases = phrases.Concat(Defaults(text));

        if (file.EndsWith("/Notice.razor", StringComparison.Ordinal))
            phrases = phrases.Concat(Cases.Matches(text).Select(match => match.Groups[1].Value));

        return phrases.Where(phrase => phrase.Any(char.IsLetter)).Select(phrase => (file, phrase));
    }

    // What is written as a part's parameter, where the part says that parameter.
    static IEnumerable<string> Given(string text) =>
        from part in Parts
        from use in Regex.Matches(text, $"<{part.Name}\\b([^<]*)").Select(match => match.Groups[1].Value)
        from match in Regex.Matches(use, $"\\s{part.Parameter}=\"([^\"@]+)\"")
        select match.Groups[1].Value;

    static IEnumerable<string> Defaults(string text) =>
        from parameter in SaidParameters(text)
        from match in Regex.Matches(text, $"string\\??\\s{parameter} \\{{ get; set; \\}} = \"([^\"]+)\"")
        select match.Groups[1].Value;

    static IEnumerable<string> SaidParameters(string text) =>
        Parameter.Matches(text).Select(match => match.Groups[1].Value).Distinct()
            .Where(name => Regex.IsMatch(text, $@"\bT\({name}[,)]"));

    // What stands from here to the comma or the bracket that ends it.
    static string Argument(string text, int from)
    {
        var depth = 0;
        for (var at = from; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"':
                    at = Literals.End(text, at);
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when depth-- == 0:
                case ',' or ';' when depth == 0:
                    return text[from..at];
            }
        }

        return text[from..];
    }

    // Its texts; those between which there is nothing but a plus are one.
    static IEnumerable<string> Joined(string code)
    {
        var whole = new StringBuilder();
        var end = -1;
        foreach (Match match in Literal.Matches(code))
        {
            if (end >= 0 && !Plus.IsMatch(code[end..match.Index]))
            {
                yield return whole.ToString();
                whole.Clear();
            }

            var (text, word) = (match.Groups[1].Value, match.Groups[2].Value);
            whole.Append(text.Replace("\\\"", "\"", StringComparison.Ordinal)).Append(word);
            end = match.Index + match.Length;
        }

        if (end >= 0)
            yield return whole.ToString();
    }

    [GeneratedRegex(@"Refusal\.(?:Invalid|NotFound|Duplicate|Conflict)\(|new\(\s*RefusalKind\.\w+,")]
    private static partial Regex Refusals { get; }

    [GeneratedRegex(@"(?<![\w.])T\(|\bSay\(")]
    private static partial Regex Calls { get; }

    [GeneratedRegex(@"public string\??\s(\w+) \{ get; set; \}")]
    private static partial Regex Parameter { get; }

    [GeneratedRegex("\\[(?:\"(?:Title|Message|Label|Caption|Heading)\"|nameof\\(\\w+\\.(?:Title|Message)\\))\\] = ")]
    private static partial Regex Parameters { get; }

    [GeneratedRegex("new\\(\"[^\"]*\", \"([^\"]+)\", '")]
    private static partial Regex MenuTitles { get; }

    [GeneratedRegex("=> \"([^\"]+)\"")]
    private static partial Regex Cases { get; }

    [GeneratedRegex(@"""((?:[^""\\\n]|\\.)*)""|'([a-z_\- ]+)'")]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"\A\s*\+\s*\z")]
    private static partial Regex Plus { get; }

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Brace { get; }
}
