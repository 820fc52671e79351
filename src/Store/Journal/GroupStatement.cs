using Npgsql;
using NpgsqlTypes;

namespace Periksa.Store.Journal;

/// <summary>Writes one group in one round trip and one transaction, and so with one flush to disk.</summary>
/// <remarks>
/// Every try of a group holds the same advisory lock. A connection may break while the server still works for it;
/// whoever looks for what was recorded waits for that lock first, and then sees the truth.
/// </remarks>
static class GroupStatement
{
    static readonly string Free = Sql.Read("Journal/record.sql");
    static readonly string Limited = Sql.Read("Journal/record-limited.sql");

    const string Lock = "select pg_advisory_xact_lock($1)";

    const string Recorded = """
        select i.id, v.id
        from inquiries i
        left join invoices v on i.price is not null and v.partner = i.partner and v.day = i.day
        where (i.day, i.id) in (select * from unnest($1::date[], $2::uuid[]))
        """;

    /// <param name="Entry"><c>null</c> when it stands there already: the same id was handed in twice.</param>
    /// <param name="MissesLeft">What this write left of the partner's miss budget; <c>null</c> when it spent nothing of
    /// it.</param>
    public readonly record struct Row(Entry? Entry, double? MissesLeft);

    /// <param name="group">All limited or none: the two kinds take locks in different orders.</param>
    /// <returns>One row a record, in the same order.</returns>
    public static async Task<List<Row>> Write(NpgsqlDataSource database, List<Waiting> group, long key)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        AddLock(batch, key);
        if (group[0].IsLimited)
            AddLimited(batch, group);
        else
            AddFree(batch, group);

        await batch.PrepareAsync();

        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();   // past the lock's
        var written = group[0].IsLimited ? await ReadLimited(rows) : await ReadFree(rows, group);

        // Past the last row as well: only at the batch's end is it known whether it was committed.
        await rows.NextResultAsync();
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
        Add(command.Parameters, NpgsqlDbType.Date, group, w => w.Record.Id.Day);
        Add(command.Parameters, NpgsqlDbType.Uuid, group, w => w.Record.Id.Value);

        var found = new Dictionary<InquiryId, Entry>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            found[new(rows.GetGuid(0))] = new(Verdict.Recorded, rows.IsDBNull(1) ? null : new(rows.GetGuid(1)));

        return found;
    }

    static void AddLock(NpgsqlBatch batch, long key) =>
        batch.BatchCommands.Add(new(Lock) { Parameters = { new NpgsqlParameter<long> { TypedValue = key } } });

    // One row an invoice; what it returns at all, it has recorded whole.
    static async Task<List<Row>> ReadFree(NpgsqlDataReader rows, List<Waiting> group)
    {
        var invoices = new Dictionary<(string Partner, DateOnly Day), InvoiceId>();
        while (await rows.ReadAsync())
            invoices[(rows.GetString(0), rows.GetFieldValue<DateOnly>(1))] = new(rows.GetGuid(2));

        return group.ConvertAll(waiting => new Row(
            new(Verdict.Recorded, InvoiceOf(waiting.Record)), MissesLeft: null));

        InvoiceId? InvoiceOf(InquiryRecord record) =>
            record.Price is null ? null : invoices[(record.Partner, record.Id.Day)];
    }

    // One row a record, in the order they were given.
    static async Task<List<Row>> ReadLimited(NpgsqlDataReader rows)
    {
        var written = new List<Row>();
        while (await rows.ReadAsync())
            written.Add(Read(rows));

        return written;
    }

    static Row Read(NpgsqlDataReader row)
    {
        var verdict = row.GetString(0) switch
        {
            "recorded" => Verdict.Recorded,
            "miss_budget_spent" => Verdict.MissBudgetSpent,
            "day_key_used" => Verdict.DayKeyUsed,
            "reference_used" => Verdict.ReferenceUsed,
            "recorded_before" => (Verdict?)null,
            var unknown => throw new InvalidOperationException($"The journal's statement said {unknown}."),
        };

        return new(
            verdict is { } word ? new(word, row.IsDBNull(1) ? null : new(row.GetGuid(1))) : null,
            row.IsDBNull(2) ? null : row.GetDouble(2));
    }

    // In the order of the statement's $1 … $10.
    static NpgsqlParameterCollection AddFree(NpgsqlBatch batch, List<Waiting> part, string? text = null)
    {
        var command = new NpgsqlBatchCommand(text ?? Free);
        batch.BatchCommands.Add(command);

        Add(command.Parameters, NpgsqlDbType.Uuid, part, w => w.Record.Id.Value);
        Add(command.Parameters, NpgsqlDbType.Date, part, w => w.Record.Id.Day);
        Add(command.Parameters, NpgsqlDbType.TimestampTz, part, w => w.Record.AskedAt.UtcDateTime);
        Add(command.Parameters, NpgsqlDbType.Text, part, w => w.Record.Dialect);
        Add(command.Parameters, NpgsqlDbType.Text, part, w => w.Record.Partner);
        Add(command.Parameters, NpgsqlDbType.Text, part, w => w.Record.Account.BankCode);
        Add(command.Parameters, NpgsqlDbType.Text, part, w => w.Record.Account.Number);
        Add(command.Parameters, NpgsqlDbType.Text, part, w => Word(w.Record.Outcome));
        Add(command.Parameters, NpgsqlDbType.Text, part, w => w.Record.HolderName);
        Add(command.Parameters, NpgsqlDbType.Bigint, part, w => w.Record.Price?.Minor);
        return command.Parameters;
    }

    // The same, and $11 … $15.
    static void AddLimited(NpgsqlBatch batch, List<Waiting> part)
    {
        var parameters = AddFree(batch, part, Limited);
        Add(parameters, NpgsqlDbType.Integer, part, w => w.Record.MissBudget);
        Add(parameters, NpgsqlDbType.Text, part, w => w.Record.Keys?.Caller);
        Add(parameters, NpgsqlDbType.Date, part, w => w.Record.Keys?.Day);
        Add(parameters, NpgsqlDbType.Text, part, w => w.Record.Keys?.DayKey);
        Add(parameters, NpgsqlDbType.Text, part, w => w.Record.Keys?.Reference);
    }

    static void Add<T>(
        NpgsqlParameterCollection parameters, NpgsqlDbType type, List<Waiting> part, Func<Waiting, T> column)
    {
        var values = new T[part.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = column(part[i]);

        parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Found => "found",
        Outcome.NotFound => "not_found",
        Outcome.Failed => "failed",
        Outcome.Unanswered => "unanswered",
        Outcome.Unclear => "unclear",
    };
}
