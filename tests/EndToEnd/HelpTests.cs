using System.Text.RegularExpressions;

namespace Periksa.EndToEnd.Tests;

/// <summary>Whoever asks for help is told enough, whatever the word.</summary>
public sealed partial class HelpTests
{
    /// <summary>They print a sentence, and no data.</summary>
    static readonly string[] WithoutJson =
    [
        "serve", "migrate", "restored", "seal", "forget", "listen", "route cordon", "route uncordon",
    ];

    [Fact]
    public async Task Every_word_says_what_it_does_and_shows_how_and_prints_json_where_it_prints_data()
    {
        var words = await Walk("");

        Assert.True(words.Count > 40, $"{words.Count} words are too few to be all.");
        var faults = words.Where(one => one.Fault != "").Select(one => $"{one.Words}: {one.Fault}");
        Assert.Equal("", string.Join('\n', faults));
    }

    // The program's own list, a word's words after it.
    static async Task<List<(string Words, string Fault)>> Walk(string words)
    {
        var (code, output, errors) = await HostProcess.Run("", [.. words.Split(' ').Where(one => one != ""), "--help"]);
        Assert.Equal((0, ""), (code, errors));

        var below = new List<(string, string)> { (words, Fault(words, output)) };
        foreach (Match word in Below.Matches(Part(output, "Commands:")))
            below.AddRange(await Walk($"{words} {word.Groups[1].Value}".Trim()));

        return below;
    }

    static string Fault(string words, string output)
    {
        if (Part(output, "Description:").Trim().Length < 10)
            return "it does not say what it does";

        if (words.Length == 0 || Part(output, "Commands:").Length > 0)
            return "";   // what it is for, those below it show

        if (!output.Contains($"periksa {words}", StringComparison.Ordinal) || !Example.IsMatch(output))
            return "it has no example: WithExamples";

        var isData = !WithoutJson.Any(one => $"{words} ".StartsWith($"{one} ", StringComparison.Ordinal));
        return !isData || output.Contains("--json", StringComparison.Ordinal)
            ? ""
            : "it prints data, and takes no --json";
    }

    // From its heading to the next.
    static string Part(string output, string heading)
    {
        var lines = output.ReplaceLineEndings("\n").Split('\n').SkipWhile(line => line != heading).Skip(1);
        return string.Join('\n', lines.TakeWhile(line => line.Length == 0 || line[0] == ' '));
    }

    [GeneratedRegex(@"(?m)^  ([a-z-]+)\b")]
    private static partial Regex Below { get; }

    [GeneratedRegex(@"\nExamples?:\r?\n  .*periksa ")]
    private static partial Regex Example { get; }
}
