using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>close.sql, or close-quiet.sql: how open inquiries ended, and what their partners have in deposit.</summary>
static class CloseStatement
{
    static readonly string Text = Sql.Read("Inquiries/Recording/close.sql");
    static readonly string Quiet = Sql.Read("Inquiries/Recording/close-quiet.sql");

    public static void Add(NpgsqlBatch batch, List<InquiryLogItem> group)
    {
        var isQuiet = group.TrueForAll(one => one.Record is { Callback: null, MissBudget: null });
        var command = new NpgsqlBatchCommand(isQuiet ? Quiet : Text);
        batch.BatchCommands.Add(command);
        command.Parameters.AddInquiries(group);
        if (!isQuiet)
        {
            command.Parameters.AddArray(NpgsqlDbType.Integer, group, w => w.Record.MissBudget);
            command.Parameters.AddCallbacks(group);
        }

        command.Parameters.AddVirtual(group);
        DepositStatement.Add(batch, group);
    }

    // One row for each that was still open.
    public static async Task<List<GroupStatement.Row>> Read(NpgsqlDataReader rows, List<InquiryLogItem> group)
    {
        var closed = new Dictionary<InquiryId, double?>();
        while (await rows.ReadAsync())
            closed[new(rows.GetGuid(0))] = rows.IsDBNull(1) ? null : rows.GetDouble(1);

        await rows.NextResultAsync();
        var deposits = await DepositStatement.Read(rows);

        return group.ConvertAll(waiting => closed.TryGetValue(waiting.Id, out var missesLeft)
            ? new(
                new(InquiryVerdict.Recorded, Invoice: null, DepositStatement.Of(deposits, waiting.Partner)), missesLeft)
            : new GroupStatement.Row(new(InquiryVerdict.ClosedElsewhere, Invoice: null)));
    }
}
