using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>record-limited.sql: inquiries that spend a miss budget, or have keys and a price.</summary>
static class LimitedStatement
{
    static readonly string Text = Sql.Read("Inquiries/Recording/record-limited.sql");

    public static void Add(NpgsqlBatch batch, List<InquiryLogItem> group, Guid[] own)
    {
        var command = new NpgsqlBatchCommand(Text);
        batch.BatchCommands.Add(command);
        command.Parameters.AddInquiries(group);
        command.Parameters.AddArray(NpgsqlDbType.Bigint, group, w => w.Record.Price?.Minor);
        command.Parameters.AddArray(NpgsqlDbType.Integer, group, w => w.Record.MissBudget);
        command.Parameters.AddKeys(group);
        command.Parameters.AddVirtual(group);
        command.Parameters.AddCallbacks(group);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = own });
        command.Parameters.AddArray(NpgsqlDbType.Boolean, group, w => w.Record.IsFromOutside);

        if (group.Exists(waiting => waiting.Keys is not null))
            DepositStatement.Add(batch, group);
    }

    // One row a record, in the order they were given; then the deposits, where anybody's keys make him hear of
    // them.
    public static async Task<List<GroupStatement.Row>> Read(NpgsqlDataReader rows, List<InquiryLogItem> group)
    {
        var written = new List<GroupStatement.Row>();
        while (await rows.ReadAsync())
            written.Add(ReadRow(rows));

        if (!group.Exists(item => item.Keys is not null))
            return written;

        await rows.NextResultAsync();
        var deposits = await DepositStatement.Read(rows);
        return [.. written.Zip(group, (row, waiting) =>
            row.Entry is { Verdict: InquiryVerdict.Recorded } entry && waiting.Keys is not null
                ? row with { Entry = entry with { Deposit = DepositStatement.Of(deposits, waiting.Partner) } }
                : row)];
    }

    static GroupStatement.Row ReadRow(NpgsqlDataReader row)
    {
        var verdict = row.GetString(0) switch
        {
            "recorded" => InquiryVerdict.Recorded,
            "miss_budget_spent" => InquiryVerdict.MissBudgetSpent,
            "day_key_used" => InquiryVerdict.DayKeyUsed,
            "reference_used" => InquiryVerdict.ReferenceUsed,
            "recorded_before" => (InquiryVerdict?)null,
            var unknown => throw new InvalidOperationException($"The journal's statement said {unknown}."),
        };

        return new(
            verdict is { } word ? new(word, GroupStatement.InvoiceIn(row, 1)) : null,
            row.IsDBNull(2) ? null : row.GetDouble(2));
    }
}
