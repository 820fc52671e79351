using System.Text.RegularExpressions;

namespace Periksa.Host.Pages.Language;

/// <summary>Sentences that come to the console whole, such as a use case's refusal, in Indonesian. They are known by
/// their English, with braces where a value stands: <c>There is no partner {0}: did you mean {1}?</c></summary>
static partial class Sentences
{
    // What says most is tried first: "Host {0} {1}" is almost anything.
    static readonly Lazy<(Regex Pattern, string Indonesian)[]> WithValues = new(() =>
    [
        .. from english in Phrases.Known
           where Brace.IsMatch(english)
           orderby english.Length descending
           select (ToPattern(english), Phrases.Indonesian(english)),
    ]);

    /// <summary>The Indonesian of it, and of those of its values that have one; what has none is said as it
    /// is.</summary>
    public static string Indonesian(string english)
    {
        if (Phrases.Indonesian(english) is var whole && whole != english)
            return whole;

        foreach (var (pattern, indonesian) in WithValues.Value)
        {
            if (pattern.Match(english) is { Success: true } match)
                return Fill(indonesian, match);
        }

        return english.Contains("; ", StringComparison.Ordinal)
            ? string.Join("; ", english.Split("; ").Select(Indonesian))
            : english;
    }

    static string Fill(string indonesian, Match match) => Brace.Replace(
        indonesian,
        brace => Indonesian(match.Groups[$"v{brace.Groups[1].Value}"].Value));

    // Values may be what a stranger wrote, so nothing here tries one way after the other.
    static Regex ToPattern(string english)
    {
        var pattern = Regex.Replace(Regex.Escape(english), @"\\\{(\d)[^}]*\}", "(?<v$1>.*?)");
        return new($@"\A{pattern}\z", RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }

    [GeneratedRegex(@"\{(\d)[^}]*\}")]
    private static partial Regex Brace { get; }
}
