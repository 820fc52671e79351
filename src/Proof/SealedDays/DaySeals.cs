using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Postgres;

namespace Periksa.Proof.SealedDays;

/// <summary>Seals each day an hour after it is over, once, by whichever host takes its lock.</summary>
/// <remarks>
/// A day's last rows may come late: an inquiry is written down as of when it was asked, and what was open may stay
/// open for a minute. So a day is sealed when an hour has passed, nothing of it is open, and whatever was being
/// written when the hour was over has been written.
/// </remarks>
public sealed partial class DaySeals(
    NpgsqlDataSource database, ISharedClock shared, ILogger<DaySeals> log) : BackgroundService
{
    /// <summary>A sandbox's clock may be moved by years; the rest is for the next look.</summary>
    const int DaysAtOnceMaximum = 400;

    internal static readonly TimeSpan AfterItsEnd = TimeSpan.FromHours(1);

    /// <summary>The lock that allows its holder to seal days, or to take seals away.</summary>
    internal const string Lock = "pg_advisory_xact_lock(hashtext('periksa'), hashtext('sealed-days'))";

    const string TryLock = "select pg_try_advisory_xact_lock(hashtext('periksa'), hashtext('sealed-days'))";

    const string Mark = "select pg_current_xact_id()::text::bigint";

    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    static readonly string Next = Sql.Read("Proof/SealedDays/next.sql");

    (DateOnly LatestDay, long Transaction)? _waitedFor;
    long? _offset;
    string? _said;

    /// <summary>Seals what is due and can be. Days whose sealing must wait are sealed by a later call.</summary>
    public async Task SealDue(CancellationToken cancel)
    {
        for (var days = 0; days < DaysAtOnceMaximum && await SealNext(cancel); days++)
        {
            // There may be another.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (shared.MayDecide)
                    await Primary.Await(() => SealDue(stoppingToken));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Postponed(log, e);
            }
        }
    }

    // Each statement has a snapshot of its own: none lasts while others write a thousand times a second.
    async Task<bool> SealNext(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        if (!await connection.QuerySingleAsync<bool>(TryLock))
            return false;

        var next = await connection.QuerySingleAsync<NextDay>(Next, new { pause = AfterItsEnd });
        if (!IsDue(next))
            return false;

        // Whoever writes rows of a day that is due has an older transaction than one that begins now.
        if (_waitedFor is not { } marked || marked.LatestDay < next.Day)
        {
            _waitedFor = (next.LatestDay, await connection.QuerySingleAsync<long>(Mark));
            return true;
        }

        if (!IsReady(next, marked.Transaction))
            return false;

        var day = await SealedDay.Read(connection, next.Day, next.Before, cancel);
        await day.Write(connection);
        await transaction.CommitAsync(CancellationToken.None);
        Log.Sealed(log, day.Day, day.HeadText);
        return true;
    }

    // A clock that has just been moved may be followed by rows of the time before.
    bool IsDue(NextDay next)
    {
        var isSteady = _offset == next.OffsetSeconds;
        _offset = next.OffsetSeconds;
        return isSteady && next.Day <= next.LatestDay;
    }

    bool IsReady(NextDay next, long marked)
    {
        if (next.OldestTransaction <= marked)
            return Wait(next.Day, "something that was being written when its time came still is");

        return next.Open == 0 || Wait(next.Day, $"{next.Open} inquiries of it are open");
    }

    bool Wait(DateOnly day, string why)
    {
        if (_said != $"{day} {why}")
            Log.Waits(log, day, why);

        _said = $"{day} {why}";
        return false;
    }

    // As Dapper fills it.
    sealed class NextDay
    {
        public DateOnly Day { get; init; }
        public DateOnly LatestDay { get; init; }
        public byte[]? Before { get; init; }
        public long Open { get; init; }
        public long OldestTransaction { get; init; }
        public long OffsetSeconds { get; init; }
    }

    static partial class Log
    {
        [LoggerMessage(130, LogLevel.Information, "Day {Day:yyyy-MM-dd} is sealed: head {Head}")]
        public static partial void Sealed(ILogger log, DateOnly day, string head);

        [LoggerMessage(131, LogLevel.Warning, "Day {Day:yyyy-MM-dd} is not sealed yet: {Why}")]
        public static partial void Waits(ILogger log, DateOnly day, string why);

        [LoggerMessage(132, LogLevel.Warning, "Days that are over could not be sealed yet; trying again in a minute")]
        public static partial void Postponed(ILogger log, Exception e);
    }
}
