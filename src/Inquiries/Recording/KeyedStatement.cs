using Npgsql;
using Periksa.Postgres;

namespace Periksa.Inquiries.Recording;

/// <summary>record-keyed.sql or record-contested.sql: inquiries that use keys up, and what their partners have in
/// deposit.</summary>
static class KeyedStatement
{
    static readonly string Text = Sql.Read("Inquiries/Recording/record-keyed.sql");
    static readonly string Contested = Sql.Read("Inquiries/Recording/record-contested.sql");

    /// <param name="isContested">Whether somebody's key may be used already. If not, and one is, the statement
    /// fails.</param>
    /// <param name="own">Those who hold their day key since an earlier try.</param>
    public static void Add(NpgsqlBatch batch, List<InquiryLogItem> group, bool isContested, Guid[] own)
    {
        var command = new NpgsqlBatchCommand(isContested ? Contested : Text);
        batch.BatchCommands.Add(command);
        command.Parameters.AddInquiries(group);
        command.Parameters.AddVirtual(group);
        command.Parameters.AddKeys(group);
        if (isContested)
        {
            command.Parameters.AddCallbacks(group);
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = own });
        }
        else
        {
            PostStatement.Add(batch, group);
        }

        DepositStatement.Add(batch, group);
    }

    public static async Task<List<GroupStatement.Row>> Read(
        NpgsqlDataReader rows, List<InquiryLogItem> group, bool isContested)
    {
        var losers = isContested ? await ReadLosers(rows) : null;
        if (isContested)
            await rows.NextResultAsync();

        var deposits = await DepositStatement.Read(rows);

        return group.ConvertAll(waiting => new GroupStatement.Row(
            losers is not null && losers.TryGetValue(waiting.Id, out var verdict)
                ? new(verdict, Invoice: null)
                : new(InquiryVerdict.Recorded, Invoice: null, DepositStatement.Of(deposits, waiting.Partner))));
    }

    // Who was not recorded, and why; null when everybody was.
    static async Task<Dictionary<InquiryId, InquiryVerdict>?> ReadLosers(NpgsqlDataReader rows)
    {
        Dictionary<InquiryId, InquiryVerdict>? losers = null;
        while (await rows.ReadAsync())
        {
            losers ??= [];
            losers[new(rows.GetGuid(0))] =
                rows.GetBoolean(1) ? InquiryVerdict.ReferenceUsed : InquiryVerdict.DayKeyUsed;
        }

        return losers;
    }
}
