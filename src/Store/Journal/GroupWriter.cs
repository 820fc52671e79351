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

    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan PauseMaximum = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when everybody in the group has an answer. It never throws: whatever goes wrong is theirs
    /// to hear.</summary>
    internal async Task Write(List<Waiting> group)
    {
        using var span = Telemetry.Source.StartActivity("journal.group");
        span?.SetTag("periksa.group.size", group.Count);
        Telemetry.GroupSize.Record(group.Count);

        try
        {
            await WriteWithRetries(group);
        }
        catch (Exception e)
        {
            // The border of a background loop: an exception that ended it here would leave every later caller waiting.
            Log.Failed(log, e, group.Count);
            foreach (var waiting in group)
                waiting.Fail(e);
        }
    }

    async Task WriteWithRetries(List<Waiting> group)
    {
        var daysMade = false;

        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                await WriteOnce(group);
                return;
            }
            catch (PostgresException e) when (e.SqlState == Days.MissingPartition && !daysMade)
            {
                await Days.Make(database, group.Select(waiting => waiting.Record));
                daysMade = true;
                continue;
            }
            catch (PostgresException e) when (!IsPassing(e) && group.Count > 1)
            {
                await WriteOneByOne(group);
                return;
            }
            catch (PostgresException e) when (e.SqlState == ClosedInvoice)
            {
                group[0].Answer(new(Verdict.InvoiceClosed, Invoice: null));
                return;
            }
            catch (NpgsqlException e) when (e is not PostgresException refusal || IsPassing(refusal))
            {
                Telemetry.Retries.Add(1);
                Log.Retrying(log, e, group.Count);
                DismissTheImpatient(group, e);
            }

            if (group.Count == 0)
                return;

            await Task.Delay(pause);
            await AnswerAlreadyRecorded(group);
        }
    }

    async Task WriteOnce(List<Waiting> group)
    {
        var written = await GroupStatement.Write(database, group);

        foreach (var (waiting, row) in written)
        {
            if (row.MissesLeft is { } left)
                budgets.Learn(waiting.Record.Partner, left);

            if (row.Entry is { } entry)
                waiting.Answer(entry);
        }

        // What is left says that an earlier try had recorded it after all.
        if (group.Exists(waiting => !waiting.Done.IsCompleted))
            await AnswerAlreadyRecorded(group);
    }

    async Task WriteOneByOne(List<Waiting> group)
    {
        foreach (var waiting in group)
            await Write([waiting]);
    }

    // A commit whose word was lost may have happened. Those it recorded are done; the others are still in the group
    // after.
    async Task AnswerAlreadyRecorded(List<Waiting> group)
    {
        try
        {
            var recorded = await GroupStatement.FindRecorded(database, group);
            foreach (var waiting in group)
            {
                if (recorded.TryGetValue(waiting.Record.Id, out var entry))
                    waiting.Answer(entry);
            }

            group.RemoveAll(waiting => waiting.Done.IsCompleted);
        }
        catch (NpgsqlException e) when (e is not PostgresException refusal || IsPassing(refusal))
        {
            // Still out of reach: the next try of the whole group says so again, and counts its patience.
            Log.Retrying(log, e, group.Count);
        }
    }

    void DismissTheImpatient(List<Waiting> group, NpgsqlException e)
    {
        foreach (var waiting in group.Where(w => Stopwatch.GetElapsedTime(w.Since) > options.Patience))
            waiting.Fail(new TimeoutException($"Not written within {options.Patience.TotalSeconds} s.", e));

        group.RemoveAll(waiting => waiting.Done.IsCompleted);
    }

    static TimeSpan Longer(TimeSpan pause) => pause * 2 > PauseMaximum ? PauseMaximum : pause * 2;

    // Restarts, failovers, deadlocks and full disks pass; a refused row does not.
    static bool IsPassing(PostgresException e) =>
        e.IsTransient
        || e.SqlState.StartsWith("57", StringComparison.Ordinal)      // shutting down, starting up, cancelled
        || e.SqlState.StartsWith("08", StringComparison.Ordinal)      // the connection
        || e.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction;   // a server that is no longer the primary

    static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "A group of {Count} could not be written yet; trying again")]
        public static partial void Retrying(ILogger log, Exception e, int count);

        [LoggerMessage(31, LogLevel.Error, "A group of {Count} was not written")]
        public static partial void Failed(ILogger log, Exception e, int count);
    }
}
