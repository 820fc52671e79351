using Dapper;
using Npgsql;
using Periksa.Bench.Snap;

namespace Periksa.Bench.Trials;

/// <summary>Whose account is this?</summary>
static class InquiryTrials
{
    const string CountStored = "select count(*) from inquiries where dialect = @dialect";

    static readonly TimeSpan HostsLearnWithin = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LastAnswers = TimeSpan.FromMilliseconds(500);

    public static async Task<Trial> Sento(Place place, string database)
    {
        await Databases.Create(place, database);
        var host = await Peers.Host(place, database);
        using (var inquirer = new Inquirer(host.Address))
            await inquirer.Ask();   // wrk sees a status and no more; this reads the answer

        var acknowledged = 0L;
        return new(
            host,
            async seconds =>
            {
                var load = await Wrk.Run(place, host, seconds);
                acknowledged += load.Requests;
                return load;
            },
            () => CheckStored(place, database, "sento", acknowledged));
    }

    public static async Task<Trial> Paydia(Place place, string database)
    {
        await Databases.Create(place, database);
        var host = await Peers.Host(place, database);
        return Signed(place, database, host, SnapDialect.Paydia, isCalledBack: false);
    }

    /// <summary>Its callbacks go nowhere, as in the row about them, and are swept away after each round.</summary>
    public static async Task<Trial> IFortepay(Place place, string database)
    {
        await Databases.Create(place, database);
        var host = await Peers.Host(place, database);
        await CallNobody(place, database);
        return Signed(place, database, host, SnapDialect.IFortepay, isCalledBack: true);
    }

    /// <summary>Has callbacks go where nobody listens.</summary>
    public static async Task CallNobody(Place place, string database)
    {
        await Databases.Run(
            place, database, "update callback_endpoints set url = 'http://127.0.0.1:9/' where dialect = 'ifortepay'");
        await Task.Delay(HostsLearnWithin);
    }

    public static async Task CheckStored(Place place, string database, string dialect, long acknowledged)
    {
        await Task.Delay(LastAnswers);   // what was under way when the load stopped

        await using var connection = new NpgsqlConnection(place.Connection(database));
        var stored = await connection.QuerySingleAsync<long>(CountStored, new { dialect });
        if (stored < acknowledged)
            throw new InvalidOperationException($"{database}: {acknowledged} acknowledged, {stored} stored.");
    }

    static Trial Signed(Place place, string database, Peer host, SnapDialect dialect, bool isCalledBack)
    {
        var tally = new SnapTally(place, database, SnapCaller.TokoMaju(place, dialect), isCalledBack);
        return new(
            host,
            async seconds =>
            {
                var signed = Pace.SignedPerSecond / Wrk.Threads * seconds;
                var files = await Presigner.Write(place, host, tally.Caller, signed);
                var load = await Wrk.RunSigned(place, host, seconds, files);
                tally.Add(load.Requests);
                if (isCalledBack)
                    await tally.Sweep();

                return load;
            },
            tally.Check);
    }
}
