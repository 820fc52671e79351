using System.Diagnostics;
using Npgsql;
using Periksa.Invoicing;
using Periksa.Partners.Misses;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>Gets one group written: finds out what an earlier try has written already, makes a day's partition where
/// it is missing, and looks out for used keys where there may be some.</summary>
public sealed class InquiryWriter(NpgsqlDataSource database, MissBudgets budgets, InvoiceCounters counters)
{
    const string ClosedInvoice = "PK001";   // raised by record.sql

    static readonly TimeSpan Suspicion = TimeSpan.FromSeconds(1);

    long _contestedAt;

    /// <returns>An entry for each item, in the same order.</returns>
    internal async Task<IReadOnlyList<InquiryEntry>> Write(Attempt<InquiryLogItem> attempt)
    {
        using var span = InquiryLogMetrics.Source.StartActivity("journal.group");
        span?.SetTag("periksa.group.size", attempt.Items.Count);
        InquiryLogMetrics.GroupSize.Record(attempt.Items.Count);
        if (attempt.MayBeThere)
            InquiryLogMetrics.Retries.Add(1);

        var group = new WrittenGroup(attempt);
        var (isDayMissing, isInvoiceAvoided) = (false, false);
        while (group.Left.Count > 0)
        {
            try
            {
                // A commit whose word was lost may have happened, and nothing is written again before that is
                // known.
                if (group.MayBeThere)
                    await Find(group);
                if (group.Left.Count > 0)
                    await WriteOnce(group);

                group.MayBeThere = true;   // for those few that were handed in twice
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && !group.MayBeThere)
            {
                // Somebody's key is used, or somebody was handed in twice: from now on both are looked out for.
                group.MayBeThere = true;
                Interlocked.Exchange(ref _contestedAt, Stopwatch.GetTimestamp());
            }
            catch (PostgresException e) when (e.SqlState == Days.MissingPartition && !isDayMissing)
            {
                isDayMissing = true;
                await Days.Make(
                    database, group.Left.SelectMany(item => new[] { item.Id.Day, item.Keys?.Day ?? item.Id.Day }));
            }
            catch (PostgresException e) when (
                e.SqlState == PostgresErrorCodes.LockNotAvailable && !isInvoiceAvoided && group.Billed.Any())
            {
                // Somebody has an invoice's row locked; to count its lines beside it needs no such lock.
                isInvoiceAvoided = true;
                counters.Avoid(group.Billed);
            }
            catch (PostgresException e) when (e.SqlState == ClosedInvoice && group.Left.Count == 1)
            {
                group.Answer(0, new(InquiryVerdict.InvoiceClosed, Invoice: null));
                group.Dismiss();
            }
        }

        return group.Entries;
    }

    async Task Find(WrittenGroup group)
    {
        var recorded = await RecordedBefore.Find(database, group);
        group.OwnKeys = recorded.OwnKeys;
        for (var i = 0; i < group.Left.Count; i++)
        {
            if (recorded.Entries.TryGetValue(group.Left[i].Id, out var entry))
                group.Answer(i, entry);
        }

        group.Dismiss();
    }

    async Task WriteOnce(WrittenGroup group)
    {
        var statement = new GroupStatement(group, group.MayBeThere || IsContestedLately(), counters);
        var rows = await statement.Write(database);

        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].MissesLeft is { } left)
                budgets.Learn(group.Left[i].Partner, left);

            if (rows[i].Entry is { } entry && group.IsCertain(i, entry))
                group.Answer(i, entry);
        }

        group.Dismiss();
    }

    // Where one key was used twice, the next soon will be: a client repeats itself, or somebody tries.
    bool IsContestedLately() =>
        Interlocked.Read(ref _contestedAt) is not 0 and var at && Stopwatch.GetElapsedTime(at) < Suspicion;
}
