using System.Globalization;

namespace Periksa.Bench;

/// <summary>Asks as fast as the answers come.</summary>
static class Wrk
{
    public const int Threads = 2;

    /// <param name="partners">How many partners ask in turn; 0 for the sandbox's own.</param>
    public static Task<Load> Run(Place place, Peer peer, int seconds, int partners = 0) =>
        Run(place, peer, seconds, "inquiry.lua", partners.ToString(CultureInfo.InvariantCulture));

    /// <param name="files">What was signed beforehand.</param>
    /// <param name="wanted">A text that every answer must hold.</param>
    public static Task<Load> RunSigned(Place place, Peer peer, int seconds, string files, params string[] wanted) =>
        Run(place, peer, seconds, "signed.lua", [files, .. wanted]);

    /// <summary>The same, once over each of so many connections.</summary>
    public static Task<Load> RunBurst(Place place, Peer peer, int seconds, string files, int connections) => Run(
        place, peer, seconds, connections, "burst.lua",
        files, (connections / Threads).ToString(CultureInfo.InvariantCulture));

    /// <param name="script">Of the folder <c>load</c>.</param>
    public static Task<Load> Run(Place place, Peer peer, int seconds, string script, params string[] arguments) =>
        Run(place, peer, seconds, Pace.Connections, script, arguments);

    static async Task<Load> Run(
        Place place, Peer peer, int seconds, int connections, string script, params string[] arguments)
    {
        await using var wrk = Child.Start(
            place, "wrk", [.. Options(place, peer, seconds, connections, script), .. arguments]);
        var output = await wrk.Finish();

        // The script's own line: requests, then microseconds, then whatever went wrong.
        var result = output.Split('\n').First(line => line.StartsWith("result ", StringComparison.Ordinal));
        var numbers = result.Split(' ')[1..].Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();

        if (numbers[4] > 0)
            throw new InvalidOperationException($"{numbers[4]} requests went wrong: {output}{peer.Output}");

        return new(numbers[0], numbers[0] * 1e6 / numbers[1], numbers[2] / 1e3, numbers[3] / 1e3);
    }

    static string[] Options(Place place, Peer peer, int seconds, int connections, string script) =>
    [
        "--threads", Threads.ToString(CultureInfo.InvariantCulture),
        "--connections", connections.ToString(CultureInfo.InvariantCulture),
        "--duration", $"{seconds}s",
        "--latency",
        "--timeout", "10s",   // wrk would call an answer after two seconds lost
        "--script", place.Load(script),
        peer.Address.AbsoluteUri,
    ];
}
