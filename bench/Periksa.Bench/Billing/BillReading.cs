namespace Periksa.Bench.Billing;

/// <summary>How many times a second it is said what a virtual account owes: by the plain way and by Periksa with many
/// bills stored, to a channel and to a bank by SNAP, and by Periksa with few.</summary>
sealed record BillReading(Series Plain, Series Periksa, Series Snap, Series Few)
{
    public static async Task<BillReading> Measure(Place place, Pace pace, Rounds rounds)
    {
        await using var plainHost = await Peers.PlainHost(place);
        await using var fewHost = await Peers.Host(place, Databases.Bills);
        await using var fullHost = await Peers.Host(place, Databases.BillsFull);

        await StoredBills.Fill(place, Databases.Plain, Pace.ManyBills);
        await StoredBills.Fill(place, Databases.Bills, Pace.FewStored);
        await StoredBills.Fill(place, Databases.BillsFull, Pace.ManyBills);

        var plain = new BillAsker(place, plainHost, Pace.ManyBills);
        var few = new BillAsker(place, fewHost, Pace.FewStored);
        var full = new BillAsker(place, fullHost, Pace.ManyBills);

        await plain.Ask(pace.WarmSeconds);
        await few.Ask(pace.WarmSeconds);
        await full.Ask(pace.WarmSeconds);
        await full.AskBySnap(pace.WarmSeconds);

        var loads = await rounds.Run(
            Pace.BillRounds,
            new("plain", () => plain.Ask(pace.RoundSeconds)),
            new("Periksa, few stored", () => few.Ask(pace.RoundSeconds)),
            new("Periksa, many stored", () => full.Ask(pace.RoundSeconds)),
            new("SNAP, many stored", () => full.AskBySnap(pace.RoundSeconds)));

        return new(loads[0], loads[2], loads[3], loads[1]);
    }
}
