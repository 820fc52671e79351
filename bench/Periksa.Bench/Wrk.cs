using System.Globalization;

namespace Periksa.Bench;

/// <summary>Asks as fast as the answers come.</summary>
static class Wrk
{
    /// <param name="partners">How many partners ask in turn; 0 for the sandbox's own.</param>
    public static async Task<Load> Run(Place place, Peer peer, int seconds, int partners = 0)
    {
        await using var wrk = Child.Start(place, "wrk", Arguments(place, peer, seconds, partners));
        var output = await wrk.Finish();

        // The script's own line: requests, then microseconds, then whatever went wrong.
        var result = output.Split('\n').First(line => line.StartsWith("result ", StringComparison.Ordinal));
        var numbers = result.Split(' ')[1..].Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();

        if (numbers[4] > 0)
            throw new InvalidOperationException($"{numbers[4]} requests went wrong: {output}{peer.Output}");

        return new(numbers[0], numbers[0] * 1e6 / numbers[1], numbers[2] / 1e3, numbers[3] / 1e3);
    }

    static string[] Arguments(Place place, Peer peer, int seconds, int partners) =>
    [
        "--threads", "2",
        "--connections", Pace.Connections.ToString(CultureInfo.InvariantCulture),
        "--duration", $"{seconds}s",
        "--latency",
        "--timeout", "10s",   // wrk would call an answer after two seconds lost
        "--script", place.Load("inquiry.lua"),
        peer.Address.AbsoluteUri,
        partners.ToString(CultureInfo.InvariantCulture),
    ];
}
