using System.Text.RegularExpressions;

namespace Periksa.Tests.Tidy;

/// <summary>Settings that are read, known and documented are the same.</summary>
public partial class SettingsTests
{
    const string KnownFile = "src/Host/KnownSettings.cs";
    const string Documents = "docs/operating/settings.md";

    static readonly string[] Known = [.. NamesIn(KnownFile)];

    [Fact]
    public void Are_known_wherever_they_are_read()
    {
        var read = Tree.FilesEnding(".cs")
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file != KnownFile)
            .SelectMany(NamesIn)
            .Distinct()
            .ToArray();

        Assert.Contains("Periksa:Mode", read);
        read.Where(name => !Known.Any(known => known.StartsWith(name, StringComparison.Ordinal))).MustBeNone();
    }

    [Fact]
    public void Are_documented()
    {
        var document = string.Join('\n', Tree.Lines(Documents));

        Known.Where(name => !document.Contains(AsVariable(name), StringComparison.Ordinal)).MustBeNone();
    }

    static string AsVariable(string name) =>
        $"`{name.TrimEnd('*').TrimEnd(':').Replace(":", "__", StringComparison.Ordinal)}";

    static IEnumerable<string> NamesIn(string file) =>
        Tree.Lines(file).SelectMany(line => Name.Matches(line)).Select(match => match.Groups[1].Value);

    [GeneratedRegex("\"(Periksa:[A-Za-z:*]+)\"")]
    private static partial Regex Name { get; }
}
