namespace Periksa.Bench.Snap;

/// <summary>How many signed inquiries a second are answered, without a callback and with one.</summary>
/// <param name="Stored">Inquiries, counted afterwards.</param>
sealed record Signed(Series Bare, Series Paydia, Series Standard, Series IFortepay, long Stored)
{
    // The courier runs as ever, but its only endpoint is down: delivering as fast as wrk asks would measure the
    // receiver.
    const string Redirect = "update callback_endpoints set url = @url where dialect = 'ifortepay'";

    static readonly TimeSpan HostsLearnWithin = TimeSpan.FromSeconds(1);

    public static async Task<Signed> Measure(Place place, Pace pace, Rounds rounds)
    {
        await using var host = await Peers.Host(place, Databases.Snap);
        using var nobody = new ClosedPort();
        await Databases.Run(place, Databases.Snap, Redirect, new { url = nobody.Address.AbsoluteUri });
        await Task.Delay(HostsLearnWithin);

        var paydia = Tally(SnapDialect.Paydia, isCalledBack: false);
        var standard = Tally(SnapDialect.Standard, isCalledBack: false);
        var iFortepay = Tally(SnapDialect.IFortepay, isCalledBack: true);
        await Ask(place, host, paydia, pace.WarmSeconds);
        await Ask(place, host, standard, pace.WarmSeconds);
        await AskAndSweep(place, host, iFortepay, pace.RoundSeconds);

        var loads = await rounds.Run(
            Pace.SignedRounds,
            new("pgbench, simple", () => PgBench.Run(place, pace.RoundSeconds, "simple")),
            new("Paydia", () => Ask(place, host, paydia, pace.RoundSeconds)),
            new("SNAP itself", () => Ask(place, host, standard, pace.RoundSeconds)),
            new("iFortepay, with callbacks", () => AskAndSweep(place, host, iFortepay, pace.RoundSeconds)));

        await paydia.Check();
        await standard.Check();
        await iFortepay.Check();
        return new(
            loads[0], loads[1], loads[2], loads[3], paydia.Stored + standard.Stored + iFortepay.Stored);

        SnapTally Tally(SnapDialect dialect, bool isCalledBack) =>
            new(place, Databases.Snap, SnapCaller.TokoMaju(place, dialect), isCalledBack);
    }

    static async Task<Load> Ask(Place place, Peer host, SnapTally tally, int seconds)
    {
        var files = await Presigner.Write(place, host, tally.Caller, Pace.SignedPerSecond / Wrk.Threads * seconds);
        var load = await Wrk.RunSigned(place, host, seconds, files);
        tally.Add(load.Requests);
        return load;
    }

    static async Task<Load> AskAndSweep(Place place, Peer host, SnapTally tally, int seconds)
    {
        var load = await Ask(place, host, tally, seconds);
        await tally.Sweep();
        return load;
    }
}
