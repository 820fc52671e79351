namespace Periksa.Bench;

/// <summary>How long an answer takes at a load that everybody carries with ease.</summary>
sealed record Steady(Series Periksa, Series NoStorage, Series Plain)
{
    public static async Task<Steady> Measure(Pace pace, Rounds rounds, Peers peers, Tally plain, Tally periksa)
    {
        await OpenLoop.Run(peers.NoStorage, Pace.SteadyPerSecond, pace.SteadySeconds);   // warms our own code

        var loads = await rounds.Run(
            Pace.SteadyRounds,
            new("Periksa", () => Ask(peers.Periksa, periksa)),
            new("Periksa without storage", () => Ask(peers.NoStorage, null)),
            new("plain", () => Ask(peers.Plain, plain)));

        return new(loads[0], loads[1], loads[2]);

        async Task<Load> Ask(Peer peer, Tally? tally)
        {
            var load = await OpenLoop.Run(peer, Pace.SteadyPerSecond, pace.SteadySeconds);
            tally?.Add(load.Requests);
            return load;
        }
    }
}
