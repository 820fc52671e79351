namespace Periksa.Bench.Billing;

/// <summary>How many payments to virtual accounts are taken a second: a channel's, and a bank's by SNAP, which it names
/// for good.</summary>
/// <param name="Stored">Payments, counted afterwards.</param>
sealed record BillPaying(Series Channel, Series Snap, long Stored)
{
    public static async Task<BillPaying> Measure(Place place, Pace pace, Rounds rounds)
    {
        await using var host = await Peers.Host(place, Databases.BillsPaid);
        await StoredBills.Fill(place, Databases.BillsPaid, Pace.PaidBills, "open");
        var asker = new BillAsker(place, host, Pace.PaidBills);
        var tally = new PaymentTally(place, Databases.BillsPaid);

        await Add(asker.Pay(pace.WarmSeconds));
        await Add(asker.PayBySnap(pace.WarmSeconds));

        var loads = await rounds.Run(
            Pace.BillRounds,
            new("a channel's payments", () => Add(asker.Pay(pace.RoundSeconds))),
            new("a bank's by SNAP", () => Add(asker.PayBySnap(pace.RoundSeconds))));

        await tally.Check();
        return new(loads[0], loads[1], tally.Stored);

        async Task<Load> Add(Task<Load> round)
        {
            var load = await round;
            tally.Add(load.Requests);
            return load;
        }
    }
}
