using System.Globalization;
using Periksa.Bench.Snap;

namespace Periksa.Bench.Billing;

/// <summary>A channel, or a bank by SNAP, that asks about virtual accounts and pays to them as fast as it is
/// answered.</summary>
/// <param name="rows">How many accounts have a bill.</param>
sealed class BillAsker(Place place, Peer peer, long rows)
{
    public Task<Load> Ask(int seconds) => Run(seconds, "bills.lua", Random.Shared.Next());

    public Task<Load> Pay(int seconds) =>
        Run(seconds, "payments.lua", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

    public Task<Load> AskBySnap(int seconds) => RunSigned(seconds, SnapDialect.Inquiry, "2002400");

    public Task<Load> PayBySnap(int seconds) => RunSigned(seconds, SnapDialect.Payment, "2002500");

    Task<Load> Run(int seconds, string script, long seed) =>
        Wrk.Run(place, peer, seconds, script, Text(rows), Text(seed));

    async Task<Load> RunSigned(int seconds, SnapDialect dialect, string code)
    {
        var requests = Pace.SignedPerSecond / Wrk.Threads * seconds;
        var files = await Presigner.Write(place, peer, SnapCaller.Bank(place, dialect), requests, rows);
        return await Wrk.RunSigned(place, peer, seconds, files, $"\"responseCode\":\"{code}\"");
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
