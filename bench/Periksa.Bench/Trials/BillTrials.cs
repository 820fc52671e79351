using Periksa.Bench.Billing;

namespace Periksa.Bench.Trials;

/// <summary>What does this virtual account owe, and here it is.</summary>
static class BillTrials
{
    public static async Task<Trial> Inquiries(Place place, string database)
    {
        var host = await Fill(place, database, "close");
        var asker = new BillAsker(place, host, Pace.FewStored);
        return new(host, asker.Ask, () => Task.CompletedTask);   // each answer was looked at
    }

    /// <summary>To bills that take money again and again, so that there are always some to pay.</summary>
    public static async Task<Trial> Payments(Place place, string database)
    {
        var host = await Fill(place, database, "open");
        var asker = new BillAsker(place, host, Pace.FewStored);
        var tally = new PaymentTally(place, database);
        return new(
            host,
            async seconds =>
            {
                var load = await asker.Pay(seconds);
                tally.Add(load.Requests);
                return load;
            },
            tally.Check);
    }

    static async Task<Peer> Fill(Place place, string database, string type)
    {
        await Databases.Create(place, database);
        var host = await Peers.Host(place, database);
        await StoredBills.Fill(place, database, Pace.FewStored, type);
        return host;
    }
}
