using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Npgsql;

namespace Periksa.Bench.Looking;

/// <summary>How soon an operator sees a page of the console, from asking for it to having all of it.</summary>
/// <param name="Path">The page's.</param>
/// <param name="First">When a host has shown no such page before, in milliseconds.</param>
/// <param name="Slow">19 of 20 are quicker from then on.</param>
sealed record PageTime(string Path, double First, double Slow);

/// <summary>The console's pages beside a day of many inquiries.</summary>
static partial class Pages
{
    public const double GoalMilliseconds = 300;

    const int Times = 20;

    public static async Task<IReadOnlyList<PageTime>> Measure(Place place, Pace pace)
    {
        // Where the host has made its tables.
        await using var host = await Peers.Host(place, Databases.Full);
        await using (var connection = new NpgsqlConnection(place.Connection(Databases.Full)))
        {
            await connection.OpenAsync();
            await using var count = new NpgsqlCommand("select exists (select from inquiries)", connection);
            if (!(bool)(await count.ExecuteScalarAsync())!)
                await Databases.Fill(place, pace.History);
        }

        using var handler = new HttpClientHandler();
        handler.AllowAutoRedirect = false;
        using var browser = new HttpClient(handler) { BaseAddress = host.Address };

        // The menu says which there are; a detail is what a list leads to.
        var overview = await browser.GetStringAsync("/console/");
        var all = new List<string>();
        foreach (var path in MenuLink.Matches(overview).Select(match => $"/console/{match.Groups[1].Value}").Distinct())
        {
            all.Add(path);
            var list = await browser.GetStringAsync(path);
            if (Detail(path).Match(list) is { Success: true } detail)
                all.Add($"/console/{WebUtility.HtmlDecode(detail.Groups[1].Value)}");
        }

        all.AddRange(["/", "/console/routes?bank=014", "/console/inquiries?partner=toko-maju&bank=008"]);
        var times = new List<PageTime>();
        foreach (var path in all.Distinct())
            times.Add(await Time(browser, path));

        return times;
    }

    static async Task<PageTime> Time(HttpClient browser, string path)
    {
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var said = await browser.GetAsync(path);
            said.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var time = new PageTime(path, times[0], times.Skip(1).Order().ElementAt(Times - 2));
        Console.WriteLine(Table.Text($"  {time.Path,-60} first {time.First,8:F1} ms, then {time.Slow,8:F1} ms"));
        return time;
    }

    static Regex Detail(string path) => new(
        $"<td><a href=\"({Regex.Escape(path["/console/".Length..])}/[^\"]+)\"", RegexOptions.CultureInvariant);

    [GeneratedRegex("<a href=\"([a-z-]*)\" data-key=")]
    private static partial Regex MenuLink { get; }
}
