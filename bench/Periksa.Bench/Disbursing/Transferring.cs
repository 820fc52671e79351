namespace Periksa.Bench.Disbursing;

/// <summary>How many signed transfers a second one account is debited for.</summary>
/// <param name="Stored">Transfers, counted afterwards.</param>
sealed record Transferring(Series TpcB, Series Periksa, long Stored)
{
    static readonly Money Covers = Money.Rupiah(1_000_000_000_000);   // ninety million transfers

    public static async Task<Transferring> Measure(Place place, Pace pace, Rounds rounds)
    {
        await PgBench.MakeTpcB(place);
        var (loads, stored) = await MeasureHost(place, pace, rounds);

        // Once the host has stopped: what it still had under way is written down by then.
        await Prove(place);
        return new(loads[0], loads[1], stored);
    }

    static async Task<(Series[] Loads, long Stored)> MeasureHost(Place place, Pace pace, Rounds rounds)
    {
        await using var host = await Peers.Host(place, Databases.Transfers);
        var payer = new Payer();
        var signer = new TransferSigner(place, payer);
        var tally = new TransferTally(
            place, Databases.Transfers, payer.Credential.Account, TransferSigner.Net + payer.Credential.Fee.Amount);

        await payer.TopUp(host, Covers);
        await tally.Begin();
        await Send(pace.WarmSeconds);

        var loads = await rounds.Run(
            Pace.TransferRounds,
            new("pgbench, like TPC-B", () => PgBench.RunTpcB(place, pace.RoundSeconds)),
            new("Periksa, one account", () => Send(pace.RoundSeconds)));

        await tally.Check();
        return (loads, tally.Stored);

        async Task<Load> Send(int seconds)
        {
            var files = await signer.Write(host, Pace.TransfersPerSecond / Wrk.Threads * seconds);
            var load = await Wrk.RunSigned(place, host, seconds, files, "\"response_code\":\"SP000\"");
            tally.Add(load.Requests);
            await tally.Sweep();
            return load;
        }
    }

    static async Task Prove(Place place)
    {
        await using var prove = Child.Start(
            place, "dotnet", [place.Built("Periksa.Host", "periksa"), "prove"],
            ("ConnectionStrings__Periksa", place.Connection(Databases.Transfers)));
        var output = await prove.Finish();   // which fails where there are any

        if (!output.Contains("\n0 differences", StringComparison.Ordinal))
            throw new InvalidOperationException($"The books were not proved: {output}");
    }
}
