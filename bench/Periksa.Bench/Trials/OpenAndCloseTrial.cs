using System.Diagnostics;
using Dapper;
using Npgsql;
using Periksa.Bench.Snap;

namespace Periksa.Bench.Trials;

/// <summary>Inquiries that are written down twice: opened before the bank is asked, and closed when it has
/// answered, three seconds later. Their callers hear "pending" after two.</summary>
/// <remarks>
/// So many are sent at once. Counted is the time until the last of them is closed, without the three seconds for
/// which it waited for the bank. It does not depend on how long a round is.
/// </remarks>
static class OpenAndCloseTrial
{
    const string CountOpen = "select count(*) from open_inquiries";
    const int AnsweredWithinSeconds = 8;
    const int Tried = 1;   // wrk has a look at one request before it sends any

    static readonly TimeSpan BankTakes = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<Trial> Open(Place place, string database)
    {
        await Databases.Create(place, database);
        var host = await Peers.Host(place, database);
        await InquiryTrials.CallNobody(place, database);

        var dialect = SnapDialect.IFortepay.About("9900000001");
        var tally = new SnapTally(place, database, SnapCaller.TokoMaju(place, dialect), isCalledBack: true);
        return new(host, Ask, tally.Check);

        async Task<Load> Ask(int seconds)
        {
            var signed = (Pace.PatientConnections / Wrk.Threads) + Tried;
            var files = await Presigner.Write(place, host, tally.Caller, signed);
            var watch = Stopwatch.StartNew();
            var sending = Wrk.RunBurst(place, host, AnsweredWithinSeconds, files, Pace.PatientConnections);
            await Task.Delay(BankTakes);
            await UntilClosed(place, database, watch);

            var taken = watch.Elapsed - BankTakes;
            var load = await sending;
            tally.Add(load.Requests);
            await tally.Sweep();
            return load.Requests == Pace.PatientConnections
                ? new(load.Requests, load.Requests / taken.TotalSeconds, P50: 0, P99: 0)
                : throw new InvalidOperationException($"{load.Requests} of {Pace.PatientConnections} were answered.");
        }
    }

    static async Task UntilClosed(Place place, string database, Stopwatch watch)
    {
        await using var connection = new NpgsqlConnection(place.Connection(database));
        while (await connection.QuerySingleAsync<long>(CountOpen) is var left && left > 0)
        {
            if (watch.Elapsed > Patience)
                throw new InvalidOperationException($"{database}: {left} inquiries are still open.");

            await Task.Delay(Pause);
        }
    }
}
