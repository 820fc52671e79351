using System.Globalization;
using System.Text.RegularExpressions;

namespace Periksa.Bench;

/// <summary>PostgreSQL's own load generator.</summary>
static partial class PgBench
{
    /// <summary>One bare INSERT after the other.</summary>
    public static Task<Load> Run(Place place, int seconds, string protocol) => Run(
        place, seconds,
        ["--no-vacuum", "--protocol", protocol, "--file", place.Load("insert.sql"), Databases.Bare]);

    /// <summary>Its own script like TPC-B: each transaction changes an account, a teller and the one branch, and
    /// keeps a line of history.</summary>
    public static Task<Load> RunTpcB(Place place, int seconds) =>
        Run(place, seconds, ["--builtin", "tpcb-like", Databases.TpcB]);

    /// <summary>Makes that script's tables as it makes them unasked, with one branch.</summary>
    public static async Task MakeTpcB(Place place)
    {
        await using var pgbench = Child.Start(
            place, place.PgBench, [.. Server(place), "--initialize", Databases.TpcB]);
        await pgbench.Finish();
    }

    static async Task<Load> Run(Place place, int seconds, string[] what)
    {
        await using var pgbench = Child.Start(place, place.PgBench,
        [
            .. Server(place),
            "--client", Pace.Connections.ToString(CultureInfo.InvariantCulture), "--jobs", "2",
            "--time", seconds.ToString(CultureInfo.InvariantCulture),
            .. what,
        ]);

        var output = await pgbench.Finish();
        var requests = long.Parse(Processed().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        var perSecond = double.Parse(PerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        return new(requests, perSecond, P50: 0, P99: 0);
    }

    static string[] Server(Place place) => ["--host", place.Socket, "--username", "postgres"];

    [GeneratedRegex(@"actually processed: (\d+)")]
    private static partial Regex Processed();

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex PerSecond();
}
