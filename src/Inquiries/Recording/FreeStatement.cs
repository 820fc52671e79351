using Npgsql;
using NpgsqlTypes;
using Periksa.Invoicing;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>record.sql: inquiries that use nothing up. record-counted.sql where some of their invoices are counted in
/// rows of their own.</summary>
static class FreeStatement
{
    static readonly string Text = Sql.Read("Inquiries/Recording/record.sql");
    static readonly string Counted = Sql.Read("Inquiries/Recording/record-counted.sql");

    public static void Add(NpgsqlBatch batch, List<InquiryLogItem> group, CountedInvoices counted)
    {
        var command = new NpgsqlBatchCommand(counted.Any ? Counted : Text);
        batch.BatchCommands.Add(command);
        command.Parameters.AddInquiries(group);
        command.Parameters.AddArray(NpgsqlDbType.Bigint, group, w => w.Record.Price?.Minor);
        if (counted.Any)
            counted.AddTo(command.Parameters);
    }

    // One row an invoice; what it returns at all, it has recorded whole.
    public static async Task<List<GroupStatement.Row>> Read(
        NpgsqlDataReader rows, List<InquiryLogItem> group, List<UpdatedInvoice> updated)
    {
        var invoices = new Dictionary<(PartnerId Partner, DateOnly Day), InvoiceId>();
        while (await rows.ReadAsync())
        {
            var (partner, day) = (new PartnerId(rows.GetString(0)), rows.GetFieldValue<DateOnly>(1));
            invoices[(partner, day)] = new(rows.GetGuid(2));
            if (!rows.IsDBNull(3))
                updated.Add(new(partner, day, rows.GetInt32(3), rows.GetInt64(4)));
        }

        return group.ConvertAll(
            waiting => new GroupStatement.Row(new(InquiryVerdict.Recorded, InvoiceOf(waiting.Record))));

        InvoiceId? InvoiceOf(InquiryRecord record) =>
            record.Price is null ? null : invoices[(record.Partner, record.Id.Day)];
    }
}
