using Npgsql;
using NpgsqlTypes;

namespace Periksa.Store.Journal;

/// <summary>Writes one group in one round trip and one transaction, and so with one flush to disk.</summary>
static class GroupStatement
{
    static readonly string Free = Sql.Read("Journal/record.sql");
    static readonly string Limited = Sql.Read("Journal/record-limited.sql");

    const string Recorded = """
        select i.id, v.id
        from inquiries i
        left join invoices v on i.price is not null and v.partner = i.partner and v.day = i.day
        where (i.day, i.id) in (select * from unnest($1::date[], $2::uuid[]))
        """;

    /// <param name="Entry"><c>null</c> when an earlier try had already recorded it.</param>
    /// <param name="MissesLeft">What this write left of the partner's miss budget; <c>null</c> when it spent
    /// nothing of it.</param>
    public readonly record struct Row(Entry? Entry, double? MissesLeft);

    public static async Task<List<(Waiting, Row)>> Write(NpgsqlDataSource database, List<Waiting> group)
    {
        var free = group.FindAll(waiting => !waiting.IsLimited);
        var limited = group.FindAll(waiting => waiting.IsLimited);

        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        if (free.Count > 0)
            AddFree(batch, free);
        if (limited.Count > 0)
            AddLimited(batch, limited);

        await batch.PrepareAsync();

        var written = new List<(Waiting, Row)>(group.Count);
        await using var rows = await batch.ExecuteReaderAsync();
        foreach (var part in new[] { free, limited })
        {
            foreach (var waiting in part)
            {
                await rows.ReadAsync();
                written.Add((waiting, Read(rows)));
            }

            // Past the last row as well: only at a statement's end is it known whether all of it succeeded.
            if (part.Count > 0)
                await rows.NextResultAsync();
        }

        return written;
    }

    /// <summary>Which of these were recorded after all, and on which invoices.</summary>
    public static async Task<Dictionary<InquiryId, Entry>> FindRecorded(NpgsqlDataSource database, List<Waiting> group)
    {
        await using var command = database.CreateCommand(Recorded);
        Add(command.Parameters, NpgsqlDbType.Date, group, w => w.Record.Id.Day);
        Add(command.Parameters, NpgsqlDbType.Uuid, group, w => w.Record.Id.Value);

        var found = new Dictionary<InquiryId, Entry>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            found[new(rows.GetGuid(0))] = new(Verdict.Recorded, rows.IsDBNull(1) ? null : new(rows.GetGuid(1)));

        return found;
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
