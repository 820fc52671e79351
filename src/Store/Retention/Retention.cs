using Dapper;
using Npgsql;

namespace Periksa.Store.Retention;

/// <summary>Forgets what has had its time, beside everybody who reads and writes.</summary>
/// <param name="database">As the role that owns the tables.</param>
public sealed class Retention(NpgsqlDataSource database)
{
    public const int ReferenceDaysDefault = 400;

    static readonly string Blocked = Sql.Read("Retention/blocked.sql");

    // The clock's day: the database's, moved by the sandbox's offset.
    const string Today = "select ((clock_now() at time zone 'UTC') + interval '7 hours')::date";

    // One run at a time, on whatever host.
    const string TryLock = "select pg_try_advisory_lock(hashtext('periksa'), hashtext('forget'))";
    const string Unlock = "select pg_advisory_unlock(hashtext('periksa'), hashtext('forget'))";

    const string CanNote = "select to_regprocedure('note_forgotten(text, timestamptz)') is not null";

    /// <summary>How long a table may be waited for. Somebody who reads it for longer keeps it until the next
    /// run.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection of the owner's own, without a time-out: to forget a large day takes what it
    /// takes.</summary>
    public static NpgsqlDataSource Connect(string owner)
    {
        try
        {
            return NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(owner) { CommandTimeout = 0, MinPoolSize = 0, MaxPoolSize = 2 });
        }
        catch (ArgumentException e)
        {
            // Without the text: it may hold a password.
            throw new ServerException("ConnectionStrings__PeriksaOwner is no connection string.", e);
        }
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
            await using var connection = await database.OpenConnectionAsync(cancel);
            return await Forget(connection, choose, tell, cancel);
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

    async Task<RetentionOutcome?> Forget(
        NpgsqlConnection connection,
        Func<DateOnly, RetentionOrder> choose,
        Action<string> tell,
        CancellationToken cancel)
    {
        var today = await connection.QuerySingleAsync<DateOnly>(Today);
        var order = Checked(choose(today), today);
        if (!await connection.QuerySingleAsync<bool>(TryLock))
            return null;

        try
        {
            await connection.ExecuteAsync(DayRemoval.SetPatience);
            var days = order.Before is { } before
                ? await ForgetDays(connection, before, order.IsDryRun, tell, cancel)
                : new(0, 0);
            return days + await ForgetRows(connection, order, today, tell, cancel);
        }
        finally
        {
            // The connection goes back to a pool that resets nothing; if it is broken, so are its lock and setting.
            if (connection.FullState is System.Data.ConnectionState.Open)
                await connection.ExecuteAsync($"{DayRemoval.ResetPatience}; {Unlock}");
        }
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
            if (order.WithParked)
                gone += await removal.Remove(OldRows.Parked, moment, order.IsDryRun);
        }

        return new(gone, 0);
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
