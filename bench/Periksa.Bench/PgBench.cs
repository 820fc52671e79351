using System.Globalization;
using System.Text.RegularExpressions;

namespace Periksa.Bench;

/// <summary>PostgreSQL's own load generator, one bare INSERT after the other.</summary>
static partial class PgBench
{
    public static async Task<Load> Run(Place place, int seconds, string protocol)
    {
        await using var pgbench = Child.Start(place, place.PgBench,
        [
            "--host", place.Socket, "--username", "postgres",
            "--no-vacuum", "--protocol", protocol,
            "--client", Pace.Connections.ToString(CultureInfo.InvariantCulture), "--jobs", "2",
            "--time", seconds.ToString(CultureInfo.InvariantCulture),
            "--file", place.Load("insert.sql"),
            Databases.Bare,
        ]);

        var output = await pgbench.Finish();
        var requests = long.Parse(Processed().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        var perSecond = double.Parse(PerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        return new(requests, perSecond, P50: 0, P99: 0);
    }

    [GeneratedRegex(@"actually processed: (\d+)")]
    private static partial Regex Processed();

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex PerSecond();
}
