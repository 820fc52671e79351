using Periksa.Bench.Disbursing;

namespace Periksa.Bench.Trials;

/// <summary>Send this, and where is it?</summary>
static class MoneyTrials
{
    static readonly Money Covers = Money.Rupiah(1_000_000_000_000);   // ninety million transfers

    public static async Task<Trial> Transfers(Place place, string database)
    {
        await Databases.Create(place, database);
        var host = await Peers.Host(place, database);
        var payer = new Payer();
        var signer = new TransferSigner(place, payer);
        var gross = TransferSigner.Net + payer.Credential.Fee.Amount;
        var tally = new TransferTally(place, database, payer.Credential.Account, gross);

        await payer.TopUp(host, Covers);
        await tally.Begin();
        return new(
            host,
            async seconds =>
            {
                var files = await signer.Write(host, Pace.TransfersPerSecond / Wrk.Threads * seconds);
                var load = await Wrk.RunSigned(place, host, seconds, files, "\"response_code\":\"SP000\"");
                tally.Add(load.Requests);
                await tally.Sweep();
                return load;
            },
            tally.Check);
    }

    public static async Task<Trial> Statuses(Place place, string database)
    {
        await Databases.Create(place, database);
        var host = await Peers.Host(place, database);
        var payer = new Payer();
        await Stored.Fill(place, database, payer.Credential, Pace.FewStored);

        var reader = new Reader(place, host, payer.Credential, () => payer.AskToken(host), Pace.FewStored);
        return new(host, reader.Ask, reader.Check);
    }
}
