using Npgsql;
using NpgsqlTypes;
using Periksa.Store.Groups;

namespace Periksa.Store.Journal;

/// <summary>record.sql: inquiries that use nothing up.</summary>
static class FreeStatement
{
    static readonly string Text = Sql.Read("Journal/record.sql");

    public static void Add(NpgsqlBatch batch, List<JournalItem> group, CountedInvoices counted)
    {
        var command = new NpgsqlBatchCommand(Text);
        batch.BatchCommands.Add(command);
        command.Parameters.AddInquiries(group);
        command.Parameters.AddArray(NpgsqlDbType.Bigint, group, w => w.Record.Price?.Minor);
        counted.AddTo(command.Parameters);
    }

    // One row an invoice; what it returns at all, it has recorded whole.
    public static async Task<List<GroupStatement.Row>> Read(NpgsqlDataReader rows, List<JournalItem> group)
    {
        var invoices = new Dictionary<(string Partner, DateOnly Day), InvoiceId>();
        while (await rows.ReadAsync())
            invoices[(rows.GetString(0), rows.GetFieldValue<DateOnly>(1))] = new(rows.GetGuid(2));

        return group.ConvertAll(waiting => new GroupStatement.Row(new(Verdict.Recorded, InvoiceOf(waiting.Record))));

        InvoiceId? InvoiceOf(InquiryRecord record) =>
            record.Price is null ? null : invoices[(record.Partner, record.Id.Day)];
    }
}
