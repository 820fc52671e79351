using Npgsql;
using NpgsqlTypes;

namespace Periksa.Store.Journal;

/// <summary>Writes one group: a single statement, and so a single transaction and a single flush to disk.</summary>
static class GroupStatement
{
    static readonly string Text = Sql.Read("Journal/record.sql");

    const string ByNameOfId = """
        select i.id, v.id
        from inquiries i
        left join invoices v on i.price is not null and v.partner = i.partner and v.day = i.day
        where (i.day, i.id) in (select * from unnest($1::date[], $2::uuid[]))
        """;

    /// <returns>One entry per record, in the same order; <c>null</c> for one that an earlier try had already recorded.</returns>
    public static async Task<List<Entry?>> Write(NpgsqlDataSource database, List<Waiting> group)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Text, connection);
        Fill(command.Parameters, group);
        await command.PrepareAsync();

        var entries = new List<Entry?>(group.Count);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            entries.Add(Read(rows));

        return entries;
    }

    /// <summary>Which of these were recorded after all, and on which invoices.</summary>
    public static async Task<Dictionary<InquiryId, Entry>> FindRecorded(NpgsqlDataSource database, List<Waiting> group)
    {
        await using var command = database.CreateCommand(ByNameOfId);
        Add(command.Parameters, NpgsqlDbType.Date, group, w => w.Record.Id.Day);
        Add(command.Parameters, NpgsqlDbType.Uuid, group, w => w.Record.Id.Value);

        var found = new Dictionary<InquiryId, Entry>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            InvoiceId? invoice = await rows.IsDBNullAsync(1) ? null : new(rows.GetGuid(1));
            found[new(rows.GetGuid(0))] = new(Verdict.Recorded, invoice, MissesLeft: null);
        }

        return found;
    }

    static Entry? Read(NpgsqlDataReader row)
    {
        var verdict = row.GetString(0) switch
        {
            "recorded" => Verdict.Recorded,
            "miss_budget_spent" => Verdict.MissBudgetSpent,
            "day_key_used" => Verdict.DayKeyUsed,
            "reference_used" => Verdict.ReferenceUsed,
            "recorded_before" => (Verdict?)null,
            var unknown => throw new InvalidOperationException($"record.sql said {unknown}."),
        };

        return verdict is { } word
            ? new(word, row.IsDBNull(1) ? null : new(row.GetGuid(1)), row.IsDBNull(2) ? null : row.GetDouble(2))
            : null;
    }

    // In the order of the statement's $1 … $15.
    static void Fill(NpgsqlParameterCollection parameters, List<Waiting> group)
    {
        Add(parameters, NpgsqlDbType.Uuid, group, w => w.Record.Id.Value);
        Add(parameters, NpgsqlDbType.Date, group, w => w.Record.Id.Day);
        Add(parameters, NpgsqlDbType.TimestampTz, group, w => w.Record.AskedAt.UtcDateTime);
        Add(parameters, NpgsqlDbType.Text, group, w => w.Record.Dialect);
        Add(parameters, NpgsqlDbType.Text, group, w => w.Record.Partner);
        Add(parameters, NpgsqlDbType.Text, group, w => w.Record.Account.BankCode);
        Add(parameters, NpgsqlDbType.Text, group, w => w.Record.Account.Number);
        Add(parameters, NpgsqlDbType.Text, group, w => Word(w.Record.Outcome));
        Add(parameters, NpgsqlDbType.Text, group, w => w.Record.HolderName);
        Add(parameters, NpgsqlDbType.Bigint, group, w => w.Record.Price?.Minor);
        Add(parameters, NpgsqlDbType.Integer, group, w => w.Record.MissBudget);
        Add(parameters, NpgsqlDbType.Text, group, w => w.Record.Keys?.Caller);
        Add(parameters, NpgsqlDbType.Date, group, w => w.Record.Keys?.Day);
        Add(parameters, NpgsqlDbType.Text, group, w => w.Record.Keys?.DayKey);
        Add(parameters, NpgsqlDbType.Text, group, w => w.Record.Keys?.Reference);
    }

    static void Add<T>(
        NpgsqlParameterCollection parameters, NpgsqlDbType type, List<Waiting> group, Func<Waiting, T> column)
    {
        var values = new T[group.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = column(group[i]);

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
