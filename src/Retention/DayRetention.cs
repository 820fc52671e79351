using Dapper;
using Npgsql;
using Periksa.Bills;
using Periksa.Postgres;
using Periksa.Postgres.Schema;
using Periksa.Postgres.Server;

namespace Periksa.Retention;

/// <summary>Forgets what has had its time, beside everybody who reads and writes.</summary>
/// <param name="database">As the role that owns the tables.</param>
public sealed class DayRetention(NpgsqlDataSource database)
{
    public const int ReferenceDaysDefault = 400;

    static readonly string Blocked = Sql.Read("Retention/blocked.sql");

    // The clock's day: the database's, moved by the sandbox's offset.
    const string Today = "select ((clock_now() at time zone 'UTC') + interval '7 hours')::date";

    // By which providers count.
    const string RealToday = "select (clock_timestamp() at time zone 'Asia/Jakarta')::date";

    // One run at a time, on whatever host.
    const string Lock = "forget";

    // Nobody waits so long for an answer that was asked for before.
    static readonly TimeSpan? ForgettingKept = TimeSpan.FromDays(1);

    // In real time, as operators come and go.
    static readonly TimeSpan VisitsKept = TimeSpan.FromDays(7);

    const string CanNote = "select to_regprocedure('note_forgotten(text, timestamptz)') is not null";

    /// <summary>The longest wait for a table. Somebody who reads it for longer keeps it until the next run.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections of its own, to the primary and without a time-out: to forget a large day takes what it
    /// takes.</summary>
    /// <param name="owner">How the role comes that owns the tables; <c>null</c> or empty where it is the
    /// hosts'.</param>
    /// <param name="hosts">How the hosts come; <c>null</c> or empty where the server is a private one.</param>
    /// <returns><c>null</c> where neither says.</returns>
    public static NpgsqlDataSource? Connect(string? owner, string? hosts)
    {
        const string application = "periksa forget";
        if (!string.IsNullOrWhiteSpace(owner))
            return OwnerSource.Open(owner, "ConnectionStrings__PeriksaOwner", application);

        return string.IsNullOrWhiteSpace(hosts)
            ? null
            : OwnerSource.Open(hosts, "ConnectionStrings__Periksa", application);
    }

    /// <summary>Returns <c>null</c> where another run is under way.</summary>
    /// <param name="choose">Given today, WIB, says what is to be forgotten.</param>
    /// <param name="tell">Told a line for whatever is forgotten, or has to stay.</param>
    /// <param name="cancel">Looked at between one step and the next.</param>
    public async Task<RetentionOutcome?> Forget(
        Func<DateOnly, RetentionOrder> choose, Action<string> tell, CancellationToken cancel)
    {
        try
        {
            await using var held = await TransactionLock.TryTake(database, Lock, cancel);
            await using var connection = await database.OpenConnectionAsync(cancel);
            var today = await connection.QuerySingleAsync<DateOnly>(Today);
            var order = Checked(choose(today), today);
            return held is null ? null : await Forget(connection, order, today, tell, cancel);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new ServerException(
                "Only the role that owns the tables may forget what is in them: set ConnectionStrings__PeriksaOwner "
                + $"to come as that role ({e.MessageText}).", e);
        }
        catch (PostgresException e) when (
            e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction)
        {
            throw new ServerException("This database's schema is another version's: start a host on it once.", e);
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            throw new ServerException(
                $"The database does not answer, and forgetting broke off: {e.Message} The next run goes on.", e);
        }
    }

    async Task<RetentionOutcome> Forget(
        NpgsqlConnection connection,
        RetentionOrder order,
        DateOnly today,
        Action<string> tell,
        CancellationToken cancel)
    {
        var days = new RetentionOutcome(0, 0);
        if (order.Before is { } before)
        {
            if (order.IsDryRun || await Pooler.KeepsSessions(database, cancel))
                days = await ForgetDays(connection, before, order.IsDryRun, tell, cancel);
            else
                days = new(0, KeptBehindPooler(tell));
        }

        return days + await ForgetRows(connection, order, today, tell, cancel);
    }

    static int KeptBehindPooler(Action<string> tell)
    {
        tell(
            "all days: kept, the pooler gives each transaction another session, and a day can only be taken out in one "
            + "that stays: set ConnectionStrings__PeriksaOwner to the server's own address");
        return 1;
    }

    static RetentionOrder Checked(RetentionOrder order, DateOnly today) =>
        order.Before >= today || order.ReferencesBefore >= today
            ? throw new ServerException(
                $"Only what was before today, {today:yyyy-MM-dd} WIB, can be forgotten: name a day that is over.")
            : order;

    async Task<RetentionOutcome> ForgetDays(
        NpgsqlConnection connection, DateOnly before, bool isDryRun, Action<string> tell, CancellationToken cancel)
    {
        var outcome = new RetentionOutcome(0, 0);
        await Note(connection, "inquiries", before, isDryRun);
        var needed = (await connection.QueryAsync<(DateOnly Day, string Why)>(Blocked, new { before }))
            .ToLookup(row => row.Day, row => row.Why);
        var removal = new DayRemoval(connection, Patience, cancel);
        var stuck = new HashSet<string>();

        // What an earlier run began is finished, whatever this one was asked for.
        var tables = (await DayTable.Find(connection)).Where(table => table.Day < before || table.IsHalfDetached);
        foreach (var table in tables.ToList())
        {
            cancel.ThrowIfCancellationRequested();
            if (WhyKept(table, needed, stuck) is { } why)
            {
                tell($"{table}: kept, {why}");
                outcome += new RetentionOutcome(0, 1);
            }
            else if (isDryRun)
            {
                tell($"{table}: would forget {await connection.QuerySingleAsync<long>(table.Count)}");
                outcome += new RetentionOutcome(1, 0);
            }
            else if (await removal.Remove(table))
            {
                tell($"{table}: forgotten");
                outcome += new RetentionOutcome(1, 0);
            }
            else
            {
                stuck.Add(table.Parent);
                tell(
                    $"{table}: kept, somebody has been reading it for {Patience.TotalSeconds} s; the next run goes on");
                outcome += new RetentionOutcome(0, 1);
            }
        }

        return outcome;
    }

    // A parent has at most one half-detached table, so after one that is stuck no other can be detached.
    static string? WhyKept(DayTable table, ILookup<DateOnly, string> needed, HashSet<string> stuck)
    {
        if (table is { IsAttached: false, IsMarked: false })
            return "it was detached by hand, and stays until it is dropped or renamed by hand";

        if (table is { IsAttached: true, IsHalfDetached: false } && needed.Contains(table.Day))
            return string.Join(" and ", needed[table.Day]);

        return stuck.Contains(table.Parent) ? "the one before it has to go first" : null;
    }

    static async Task<RetentionOutcome> ForgetRows(
        NpgsqlConnection connection,
        RetentionOrder order,
        DateOnly today,
        Action<string> tell,
        CancellationToken cancel)
    {
        var removal = new RowRemoval(connection, tell, cancel);
        var references = order.ReferencesBefore ?? today.AddDays(-ReferenceDaysDefault);
        await Note(connection, "references", references, order.IsDryRun);
        var gone = await removal.Remove(OldRows.References, references, order.IsDryRun);
        if (order.Before is { } before)
        {
            var moment = BusinessDay.At(before, TimeOnly.MinValue).UtcDateTime;
            await Note(connection, "callbacks", before, order.IsDryRun);
            gone += await removal.Remove(OldRows.Delivered, moment, order.IsDryRun);
            gone += await removal.Remove(OldRows.RefusedSignatures, moment, order.IsDryRun);
            gone += await removal.Remove(OldRows.ReversalMarks, Earlier(moment, today), order.IsDryRun);
            if (order.WithParked)
                gone += await removal.Remove(OldRows.Parked, moment, order.IsDryRun);
        }

        var realToday = await connection.QuerySingleAsync<DateOnly>(RealToday);
        gone += await removal.Remove(OldRows.AccountHits, realToday, order.IsDryRun);   // of no use after their day
        gone += await ForgetVisits(removal, connection, order);
        return new(gone + await ForgetAnswers(removal, connection, order), 0);
    }

    // Nothing opens with them any more; where somebody came from lately is still shown. The audit trail keeps it.
    static async Task<long> ForgetVisits(RowRemoval removal, NpgsqlConnection connection, RetentionOrder order)
    {
        var before = await connection.QuerySingleAsync<DateTime>("select clock_timestamp()") - VisitsKept;
        return await removal.Remove(OldRows.OperatorSessions, before, order.IsDryRun)
            + await removal.Remove(OldRows.Invitations, before, order.IsDryRun);
    }

    // What a host does not use any more, and whatever is from before the days that are kept.
    static async Task<long> ForgetAnswers(RowRemoval removal, NpgsqlConnection connection, RetentionOrder order)
    {
        var now = await connection.QuerySingleAsync<DateTime>("select clock_now()");
        var before = order.Before is { } day ? BusinessDay.At(day, TimeOnly.MinValue).UtcDateTime : DateTime.MinValue;
        var gone = 0L;
        foreach (var (rows, kept) in new[]
        {
            (OldRows.FoundAnswers, order.Answers?.Found),
            (OldRows.NotFoundAnswers, order.Answers?.NotFound),
            (OldRows.ForgottenAnswers, order.Answers is null ? null : ForgettingKept),
        })
        {
            var old = now - kept;
            var moment = old > before ? old.Value : before;
            if (moment > DateTime.MinValue)
                gone += await removal.Remove(rows, moment, order.IsDryRun);
        }

        return gone;
    }

    // Those of the last two days still keep payments out.
    static DateTime Earlier(DateTime before, DateOnly today)
    {
        var last = BusinessDay.At(today, TimeOnly.MinValue).UtcDateTime - Payments.ReversalWindow;
        return before < last ? before : last;
    }

    // Before the first of them goes: the proof does not miss what was forgotten.
    static async Task Note(NpgsqlConnection connection, string what, DateOnly before, bool isDryRun)
    {
        if (!isDryRun && await connection.QuerySingleAsync<bool>(CanNote))
        {
            var moment = BusinessDay.At(before, TimeOnly.MinValue).UtcDateTime;
            await connection.ExecuteAsync("select note_forgotten(@what, @moment)", new { what, moment });
        }
    }
}
