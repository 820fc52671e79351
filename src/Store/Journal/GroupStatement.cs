using Npgsql;
using NpgsqlTypes;
using Periksa.Store.Groups;

namespace Periksa.Store.Journal;

/// <summary>Writes one group in one round trip and one transaction, and so with one flush to disk.</summary>
/// <remarks>
/// Every try of a group holds the same advisory lock. A connection may break while the server still works for it;
/// whoever looks for what was recorded waits for that lock first, and then sees the truth.
/// </remarks>
static class GroupStatement
{
    const string Lock = "select pg_advisory_xact_lock($1)";

    // Closed by somebody else with another outcome, an inquiry was not closed by this group.
    const string Recorded = """
        select g.id, v.id, coalesce(a.balance, 0)
        from unnest($1::uuid[], $2::date[], $3::text[]) as g (id, day, outcome)
        join inquiries i on i.day = g.day and i.id = g.id and i.outcome = coalesce(g.outcome, i.outcome)
        left join invoices v on i.price is not null and v.partner = i.partner and v.day = i.day
        left join ledger_accounts a on a.owner = i.partner and a.purpose = 'deposit'
        union all
        select o.id, null, null from open_inquiries o where o.id = any ($4)
        """;

    /// <param name="Entry"><c>null</c> when it stands there already: the same id was handed in twice.</param>
    /// <param name="MissesLeft">What this write left of the partner's miss budget; <c>null</c> when it spent
    /// nothing of it.</param>
    public readonly record struct Row(Entry? Entry, double? MissesLeft = null);

    /// <param name="group">All of one kind of work.</param>
    /// <param name="isContested">Whether somebody's key may be used already.</param>
    /// <returns>One row for each, in the same order.</returns>
    public static async Task<List<Row>> Write(
        NpgsqlDataSource database, List<Waiting> group, long key, bool isContested)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Lock) { Parameters = { new NpgsqlParameter<long> { TypedValue = key } } });
        Add(batch, group, isContested);
        await batch.PrepareAsync();

        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();   // past the lock's
        var written = await Read(rows, group, isContested);

        // Past the last row as well: only at the batch's end is it known whether it was committed.
        while (await rows.NextResultAsync())
        {
        }

        return written;
    }

    /// <summary>Which of these an earlier try has recorded after all, and on which invoices.</summary>
    public static async Task<Dictionary<InquiryId, Entry>> FindRecorded(
        NpgsqlDataSource database, List<Waiting> group, long key)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand(Lock, connection) { Parameters = { new() { Value = key } } })
            await hold.ExecuteNonQueryAsync();

        // A statement of its own, and so with a snapshot taken after the lock was had.
        await using var command = new NpgsqlCommand(Recorded, connection);
        var opening = group.FindAll(waiting => waiting.Work is Work.Open);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, group, w => w.Id.Value);
        command.Parameters.AddArray(NpgsqlDbType.Date, group, w => w.Id.Day);
        command.Parameters.AddArray(
            NpgsqlDbType.Text, group, w => w.Work is Work.Open ? null : Columns.Word(w.Record.Outcome));
        command.Parameters.AddArray(NpgsqlDbType.Uuid, opening, w => w.Id.Value);

        var keyed = group.Where(w => w.Keys is not null && w.Work is not Work.Open).Select(w => w.Id).ToHashSet();
        var found = new Dictionary<InquiryId, Entry>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var id = new InquiryId(rows.GetGuid(0));
            found[id] = new(Verdict.Recorded, InvoiceIn(rows, 1), keyed.Contains(id) ? MoneyIn(rows, 2) : null);
        }

        return found;
    }

    internal static InvoiceId? InvoiceIn(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new(row.GetGuid(column));

    internal static Money? MoneyIn(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new(row.GetInt64(column), Currency.Idr);

    static void Add(NpgsqlBatch batch, List<Waiting> group, bool isContested)
    {
        switch (group[0].Work)
        {
            case Work.Free:
                FreeStatement.Add(batch, group);
                break;
            case Work.Keyed:
                KeyedStatement.Add(batch, group, isContested);
                break;
            case Work.Limited:
                LimitedStatement.Add(batch, group);
                break;
            case Work.Open:
                OpenStatement.Add(batch, group);
                break;
            case Work.Close:
                CloseStatement.Add(batch, group);
                break;
        }
    }

    static Task<List<Row>> Read(NpgsqlDataReader rows, List<Waiting> group, bool isContested) => group[0].Work switch
    {
        Work.Free => FreeStatement.Read(rows, group),
        Work.Keyed => KeyedStatement.Read(rows, group, isContested),
        Work.Limited => LimitedStatement.Read(rows, group),
        Work.Open => OpenStatement.Read(rows, group),
        Work.Close => CloseStatement.Read(rows, group),
    };
}
