using System.Globalization;
using Dapper;
using Npgsql;
using Periksa.Bench.Billing;

namespace Periksa.Bench.Trials;

/// <summary>What does this virtual account owe, and here it is.</summary>
static class BillTrials
{
    const string CountPaid = "select count(*) from bill_payments";

    static readonly TimeSpan LastAnswers = TimeSpan.FromMilliseconds(500);

    public static async Task<Trial> Inquiries(Place place, string database)
    {
        var host = await Fill(place, database, "close");
        return new(
            host,
            seconds => Wrk.Run(
                place, host, seconds, "bills.lua", Text(Pace.FewStored), Text(Random.Shared.Next())),
            () => Task.CompletedTask);   // each answer was looked at
    }

    /// <summary>To bills that take money again and again, so that there are always some to pay.</summary>
    public static async Task<Trial> Payments(Place place, string database)
    {
        var host = await Fill(place, database, "open");
        var acknowledged = 0L;
        return new(
            host,
            async seconds =>
            {
                var round = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
                var load = await Wrk.Run(place, host, seconds, "payments.lua", Text(Pace.FewStored), Text(round));
                acknowledged += load.Requests;
                return load;
            },
            () => CheckPaid(place, database, acknowledged));
    }

    static async Task<Peer> Fill(Place place, string database, string type)
    {
        await Databases.Create(place, database);
        var host = await Peers.Host(place, database);
        await StoredBills.Fill(place, database, Pace.FewStored, type);
        return host;
    }

    static async Task CheckPaid(Place place, string database, long acknowledged)
    {
        await Task.Delay(LastAnswers);

        await using var connection = new NpgsqlConnection(place.Connection(database));
        var stored = await connection.QuerySingleAsync<long>(CountPaid);
        if (stored < acknowledged)
            throw new InvalidOperationException($"{database}: {acknowledged} payments acknowledged, {stored} stored.");
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
