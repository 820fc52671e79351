using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Store.Journal;

/// <summary>Gets a group written: waits for a server that restarts, makes a day's partition where it is missing,
/// and finds the guilty one in a group that is refused.</summary>
public sealed partial class GroupWriter(
    NpgsqlDataSource database, MissBudgets budgets, JournalOptions options, ILogger<GroupWriter> log)
{
    const string ClosedInvoice = "PK001";   // raised by record.sql
    const string TooLate = "The database was out of reach for too long.";

    static readonly Work[] Kinds = Enum.GetValues<Work>();
    static readonly TimeSpan Suspicion = TimeSpan.FromSeconds(1);
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan PauseMaximum = TimeSpan.FromMilliseconds(500);

    long _contestedAt;

    /// <summary>Returns when everybody in the group has an answer. It never throws: whatever goes wrong is theirs
    /// to hear.</summary>
    internal async Task Write(List<Waiting> group)
    {
        using var span = Telemetry.Source.StartActivity("journal.group");
        span?.SetTag("periksa.group.size", group.Count);
        Telemetry.GroupSize.Record(group.Count);

        foreach (var work in Kinds)
            await WriteGuarded(group.FindAll(waiting => waiting.Work == work));
    }

    async Task WriteGuarded(List<Waiting> group)
    {
        if (group.Count == 0)
            return;

        try
        {
            await WriteWithRetries([.. group]);
        }
        catch (Exception e)
        {
            // The border of a background loop: an exception that ended it here would leave every later caller
            // waiting.
            Log.Failed(log, e, group.Count);
            foreach (var waiting in group)
                waiting.Fail(e);

            Waiting.Release(group);
        }
    }

    async Task WriteWithRetries(List<Waiting> group)
    {
        var key = Random.Shared.NextInt64();
        var (mayBeThere, isDayMissing, wasDayMade) = (false, false, false);

        for (var pause = FirstPause; group.Count > 0; pause = Longer(pause))
        {
            try
            {
                // A commit whose word was lost may have happened, and nothing is written again before that is
                // known.
                if (mayBeThere)
                    await AnswerThoseRecorded(group, key);
                if (isDayMissing && !wasDayMade)
                    wasDayMade = await MakeDays(group);
                if (group.Count > 0)
                    await WriteOnce(group, key, isContested: mayBeThere || IsContestedLately());

                mayBeThere = true;   // for those few that were handed in twice
                continue;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && !mayBeThere)
            {
                // Somebody's key is used, or somebody was handed in twice: from now on both are looked out for.
                mayBeThere = true;
                Interlocked.Exchange(ref _contestedAt, Stopwatch.GetTimestamp());
                continue;
            }
            catch (PostgresException e) when (e.SqlState == Days.MissingPartition && !wasDayMade)
            {
                isDayMissing = true;
                continue;
            }
            catch (PostgresException e) when (!Outage.IsPassing(e) && group.Count > 1)
            {
                await WriteOneByOne(group);
                return;
            }
            catch (PostgresException e) when (e.SqlState == ClosedInvoice)
            {
                group[0].Answer(new(Verdict.InvoiceClosed, Invoice: null));
                Dismiss(group);
                return;
            }
            catch (Exception e) when (Outage.Is(e))
            {
                mayBeThere = true;
                Telemetry.Retries.Add(1);
                Log.Retrying(log, e, group.Count);
                DismissTheImpatient(group, e);
            }

            await Task.Delay(pause);
        }
    }

    async Task<bool> MakeDays(List<Waiting> group)
    {
        await Days.Make(database, group);
        return true;
    }

    // Where one key was used twice, the next soon will be: a client repeats itself, or somebody tries.
    bool IsContestedLately() =>
        Interlocked.Read(ref _contestedAt) is not 0 and var at && Stopwatch.GetElapsedTime(at) < Suspicion;

    async Task WriteOnce(List<Waiting> group, long key, bool isContested)
    {
        var rows = await GroupStatement.Write(database, group, key, isContested);

        foreach (var (waiting, row) in group.Zip(rows))
        {
            if (row.MissesLeft is { } left)
                budgets.Learn(waiting.Partner, left);

            if (row.Entry is { } entry)
                waiting.Answer(entry);
        }

        Dismiss(group);
    }

    async Task WriteOneByOne(List<Waiting> group)
    {
        foreach (var waiting in group)
        {
            if (Stopwatch.GetElapsedTime(waiting.Since) > options.Patience)
                waiting.Fail(new TimeoutException(TooLate));
            else
                await WriteGuarded([waiting]);
        }

        Waiting.Release(group);
    }

    async Task AnswerThoseRecorded(List<Waiting> group, long key)
    {
        var recorded = await GroupStatement.FindRecorded(database, group, key);
        foreach (var waiting in group)
        {
            if (recorded.TryGetValue(waiting.Id, out var entry))
                waiting.Answer(entry);
        }

        Dismiss(group);
    }

    void DismissTheImpatient(List<Waiting> group, Exception e)
    {
        foreach (var waiting in group.Where(w => Stopwatch.GetElapsedTime(w.Since) > options.Patience))
            waiting.Fail(new TimeoutException(TooLate, e));

        Dismiss(group);
    }

    static void Dismiss(List<Waiting> group)
    {
        Waiting.Release(group);
        group.RemoveAll(waiting => waiting.IsAnswered);
    }

    static TimeSpan Longer(TimeSpan pause) => pause * 2 > PauseMaximum ? PauseMaximum : pause * 2;

    static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "A group of {Count} could not be written yet; trying again")]
        public static partial void Retrying(ILogger log, Exception e, int count);

        [LoggerMessage(31, LogLevel.Error, "A group of {Count} was not written")]
        public static partial void Failed(ILogger log, Exception e, int count);
    }
}
