using System.Globalization;

namespace Periksa.Bench.Billing;

/// <summary>How many times a second it is said what a virtual account owes: by the plain way and by Periksa with many
/// bills stored, and by Periksa with few.</summary>
sealed record BillReading(Series Plain, Series Periksa, Series Few)
{
    public static async Task<BillReading> Measure(Place place, Pace pace, Rounds rounds)
    {
        await using var plainHost = await Peers.PlainHost(place);
        await using var fewHost = await Peers.Host(place, Databases.Bills);
        await using var fullHost = await Peers.Host(place, Databases.BillsFull);

        await StoredBills.Fill(place, Databases.Plain, Pace.ManyBills);
        await StoredBills.Fill(place, Databases.Bills, Pace.FewStored);
        await StoredBills.Fill(place, Databases.BillsFull, Pace.ManyBills);

        await Ask(plainHost, Pace.ManyBills, pace.WarmSeconds);
        await Ask(fewHost, Pace.FewStored, pace.WarmSeconds);
        await Ask(fullHost, Pace.ManyBills, pace.WarmSeconds);

        var loads = await rounds.Run(
            Pace.BillRounds,
            new("plain", () => Ask(plainHost, Pace.ManyBills, pace.RoundSeconds)),
            new("Periksa, few stored", () => Ask(fewHost, Pace.FewStored, pace.RoundSeconds)),
            new("Periksa, many stored", () => Ask(fullHost, Pace.ManyBills, pace.RoundSeconds)));

        return new(loads[0], loads[2], loads[1]);

        Task<Load> Ask(Peer peer, long rows, int seconds) => Wrk.Run(
            place, peer, seconds, "bills.lua", Text(rows), Text(Random.Shared.Next()));
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
