namespace Periksa.Bench;

/// <summary>How much everybody does when 64 connections ask without a pause.</summary>
sealed record Saturation(
    Series Bare,
    Series Prepared,
    Series Plain,
    Series Periksa,
    Series NoStorage,
    Series PlainMany,
    Series PeriksaMany,
    double ResidentMegabytes)
{
    const int Partners = 64;

    public static async Task<Saturation> Measure(
        Place place, Pace pace, Rounds rounds, Peers peers, Tally plain, Tally periksa)
    {
        (Peer, Tally?)[] cold = [(peers.Periksa, periksa), (peers.Plain, plain), (peers.NoStorage, null)];
        foreach (var (peer, tally) in cold)
        {
            using var inquirer = new Inquirer(peer.Address);
            await inquirer.Ask();   // wrk sees a status and no more; this reads the answer
            await Ask(place, peer, tally, pace.WarmSeconds);
        }

        var resident = 0.0;
        var loads = await rounds.Run(
            Pace.SaturationRounds,
            new("pgbench, simple", () => PgBench.Run(place, pace.RoundSeconds, "simple")),
            new("pgbench, prepared", () => PgBench.Run(place, pace.RoundSeconds, "prepared")),
            new("plain", () => Ask(place, peers.Plain, plain, pace.RoundSeconds)),
            new("Periksa", AskAndWeigh),
            new("Periksa without storage", () => Ask(place, peers.NoStorage, null, pace.RoundSeconds)),
            new("plain, 64 partners", () => Ask(place, peers.Plain, plain, pace.RoundSeconds, Partners)),
            new("Periksa, 64 partners", () => Ask(place, peers.Periksa, periksa, pace.RoundSeconds, Partners)));

        return new(loads[0], loads[1], loads[2], loads[3], loads[4], loads[5], loads[6], resident);

        async Task<Load> AskAndWeigh()
        {
            var asking = Ask(place, peers.Periksa, periksa, pace.RoundSeconds);
            await Task.Delay(TimeSpan.FromSeconds(pace.RoundSeconds / 2.0));
            resident = Math.Max(resident, peers.Periksa.ResidentMegabytes);
            return await asking;
        }
    }

    static async Task<Load> Ask(Place place, Peer peer, Tally? tally, int seconds, int partners = 0)
    {
        var load = await Wrk.Run(place, peer, seconds, partners);
        tally?.Add(load.Requests);
        return load;
    }
}
