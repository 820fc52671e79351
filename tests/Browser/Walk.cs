using System.Net;
using System.Text.RegularExpressions;

namespace Periksa.Browser.Tests;

/// <summary>Goes by every link of a console's pages, and remembers one page of each kind.</summary>
static partial class Walk
{
    const int PagesMaximum = 80;
    const int LinksMaximum = 500;

    /// <summary>The paths below <paramref name="console"/> that lead somewhere, in the order in which they were
    /// found.</summary>
    public static async Task<IReadOnlyList<string>> From(Uri console, HttpClient? client = null)
    {
        using var own = new HttpClient();
        var (found, good) = (new List<string> { "" }, new List<string>());
        var kinds = new HashSet<string>(StringComparer.Ordinal) { "" };
        for (var at = 0; at < found.Count && at < PagesMaximum; at++)
        {
            using var page = await (client ?? own).GetAsync(new Uri(console, found[at]));
            if (page.Content.Headers.ContentType?.MediaType is not "text/html")
                continue;

            if (page.IsSuccessStatusCode)
                good.Add(found[at]);

            foreach (var path in LinksOf(await page.Content.ReadAsStringAsync()))
            {
                if (kinds.Add(KindOf(path)))
                    found.Add(path);
            }
        }

        return good;
    }

    /// <summary>Ids and what is asked for make no other kind of page.</summary>
    static string KindOf(string path) => string.Join(
        '/', path.Split('?')[0].Split('/').Select((part, at) => at > 0 && IsName(part) ? "*" : part));

    // What a thing is called, not what is done with it: the one has a digit or a sign, or is of the first column.
    static bool IsName(string part) => Sign().IsMatch(Uri.UnescapeDataString(part));

    /// <summary>Where the links of some pages lead, and what is there; each once.</summary>
    public static async Task<IReadOnlyList<(string Path, int Status)>> Follow(
        Uri console, IEnumerable<string> pages)
    {
        using var client = new HttpClient();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in pages)
            paths.UnionWith(LinksOf(await client.GetStringAsync(new Uri(console, page))));

        var ends = new List<(string, int)>();
        foreach (var path in paths.Take(LinksMaximum))
        {
            using var end = await client.GetAsync(new Uri(console, path));
            ends.Add((path, (int)end.StatusCode));
        }

        return ends;
    }

    static IEnumerable<string> LinksOf(string html) =>
        from match in Link().Matches(html)
        let path = WebUtility.HtmlDecode(match.Groups[1].Value).Split('#')[0]
        where !path.Contains(':', StringComparison.Ordinal) && !path.StartsWith('/')
        select path;

    [GeneratedRegex("<a [^>]*?href=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^a-z]")]
    private static partial Regex Sign();
}
