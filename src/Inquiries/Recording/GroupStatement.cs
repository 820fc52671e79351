using Npgsql;
using Periksa.Invoicing;
using Periksa.Postgres;

namespace Periksa.Inquiries.Recording;

/// <summary>Writes one group in one round trip and one transaction, and so with one flush to disk.</summary>
/// <remarks>
/// Every try of a group holds the same advisory lock. A connection may break while the server still works for it;
/// whoever looks for what was recorded (<see cref="RecordedBefore"/>) waits for that lock first, and then sees the
/// truth.
/// </remarks>
/// <param name="isContested">Whether somebody's key may be used already.</param>
sealed class GroupStatement(WrittenGroup group, bool isContested, InvoiceCounters counters)
{
    static readonly TimeSpan RowPatience = TimeSpan.FromMilliseconds(200);

    readonly CountedInvoices _counted = counters.Choose(group.Billed);
    readonly List<UpdatedInvoice> _updated = [];

    /// <param name="Entry"><c>null</c> when it stands there already: the same id was handed in twice.</param>
    /// <param name="MissesLeft">What this write left of the partner's miss budget; <c>null</c> when it spent
    /// nothing of it.</param>
    public readonly record struct Row(InquiryEntry? Entry, double? MissesLeft = null);

    // Where an invoice's row is locked there is another way.
    TimeSpan LockPatience => group.Billed.Any() && !_counted.Any && group.LockPatience > RowPatience
        ? RowPatience
        : group.LockPatience;

    /// <returns>One row for each, in the same order.</returns>
    public async Task<List<Row>> Write(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(_counted.Lock(LockPatience, group.Key));
        Add(batch);
        await batch.PrepareIfAllowed();

        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();   // past the locks'
        var written = await Read(rows);

        // Past the last row as well: only at the batch's end is it known whether it was committed.
        while (await rows.NextResultAsync())
        {
        }

        counters.Learn(group.Billed, _counted, _updated);
        return written;
    }

    internal static InvoiceId? InvoiceIn(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new(row.GetGuid(column));

    internal static Money? MoneyIn(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new(row.GetInt64(column), Currency.Idr);

    void Add(NpgsqlBatch batch)
    {
        var own = group.OwnKeys.ToArray();
        switch (group.Left[0].Work)
        {
            case Work.Free:
                FreeStatement.Add(batch, group.Left, _counted);
                break;
            case Work.Keyed:
                KeyedStatement.Add(batch, group.Left, isContested, own);
                break;
            case Work.Limited:
                LimitedStatement.Add(batch, group.Left, own);
                break;
            case Work.Open:
                OpenStatement.Add(batch, group.Left, isContested, own);
                break;
            case Work.Close:
                CloseStatement.Add(batch, group.Left);
                break;
        }

        QuestionStatement.Add(batch, group.Left, isContested);

        // It may write nothing, and tell what others have used up.
        if (isContested)
            batch.BatchCommands.Add(Replication.MarkCommand());
    }

    Task<List<Row>> Read(NpgsqlDataReader rows) => group.Left[0].Work switch
    {
        Work.Free => FreeStatement.Read(rows, group.Left, _updated),
        Work.Keyed => KeyedStatement.Read(rows, group.Left, isContested),
        Work.Limited => LimitedStatement.Read(rows, group.Left),
        Work.Open => OpenStatement.Read(rows, group.Left),
        Work.Close => CloseStatement.Read(rows, group.Left),
    };
}
