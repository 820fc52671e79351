using System.Text.RegularExpressions;

namespace Periksa.Tests.Tidy;

/// <summary>Pages refer to files and headings that there are, and alarms to pages.</summary>
public partial class LinkTests
{
    const string Alarms = "deploy/prometheus/alerts.yml";

    static readonly string[] Pages = [.. Tree.FilesEnding(".md")];

    [Fact]
    public void Lead_to_files_and_headings_that_are_there()
    {
        var links = Pages
            .SelectMany(page => Link.Matches(Code.Replace(Prose(page), ""))
                .Select(match => (page, match.Groups[1].Value)))
            .Where(link => !link.Value.Contains(':', StringComparison.Ordinal))
            .ToArray();

        Assert.Contains(links, link => link.Value.Contains(".md#", StringComparison.Ordinal));
        links.Where(link => !Exists(link.page, link.Value)).Select(link => $"{link.page}: {link.Value}").MustBeNone();
    }

    [Fact]
    public void Lead_to_every_page_of_an_operator()
    {
        const string map = "docs/operating/README.md";
        var named = Link.Matches(Prose(map)).Select(match => match.Groups[1].Value).ToHashSet();

        Pages.Where(page => page.StartsWith("docs/operating/", StringComparison.Ordinal) && page != map)
            .Where(page => !named.Contains(page["docs/operating/".Length..]))
            .MustBeNone();
    }

    [Fact]
    public void Lead_from_every_alarm_to_what_is_to_be_done()
    {
        var alarms = Tree.Lines(Alarms).Count(line => line.Contains("- alert:", StringComparison.Ordinal));
        var named = Tree.Lines(Alarms).Select(line => Runbook.Match(line)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value).ToArray();

        Assert.Equal(alarms, named.Length);
        named.Where(link => !Exists("README.md", link)).MustBeNone();
    }

    static bool Exists(string from, string link)
    {
        var (path, heading) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var target = path == ""
            ? Tree.Absolute(from)
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Tree.Absolute(from))!, path));
        if (!Path.Exists(target))
            return false;

        return heading is null || !target.EndsWith(".md", StringComparison.Ordinal)
            || Headings(Tree.Relative(target)).Contains(heading);
    }

    static IEnumerable<string> Headings(string page) =>
        Heading.Matches(Prose(page)).Select(match => match.Groups[1].Value.Trim().ToLowerInvariant())
            .Select(text => NotInAnchor.Replace(text, "").Replace(' ', '-'));

    // What stands in fences is a program's, where brackets and signs mean something else.
    static string Prose(string page) => Fence.Replace(File.ReadAllText(Tree.Absolute(page)), "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code { get; }

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor { get; }

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence { get; }

    [GeneratedRegex(@"^\s+runbook: (docs/\S+)$")]
    private static partial Regex Runbook { get; }
}
