using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>open.sql, or open-new.sql: inquiries that are about to be asked outside.</summary>
static class OpenStatement
{
    static readonly string Text = Sql.Read("Inquiries/Recording/open.sql");
    static readonly string New = Sql.Read("Inquiries/Recording/open-new.sql");
    static readonly GroupStatement.Row Opened = new(new(InquiryVerdict.Recorded, Invoice: null));

    /// <param name="isContested">Whether somebody's key may be used already. If not, and one is, the statement
    /// fails.</param>
    /// <param name="own">Those who hold their day key since an earlier try.</param>
    public static void Add(NpgsqlBatch batch, List<InquiryLogItem> group, bool isContested, Guid[] own)
    {
        // Both take the same parameters, and the one leaves out what the other looks out for.
        var isLimited = group.Exists(waiting => waiting.Opening.MissBudget is not null);
        var command = new NpgsqlBatchCommand(isContested || isLimited ? Text : New);
        batch.BatchCommands.Add(command);

        var parameters = command.Parameters;
        parameters.AddArray(NpgsqlDbType.Uuid, group, w => w.Id.Value);
        parameters.AddArray(NpgsqlDbType.TimestampTz, group, w => w.Opening.AskedAt.UtcDateTime);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Opening.Dialect.Value);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Partner.Value);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Opening.Account.BankCode);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Opening.Account.Number);
        parameters.AddKeys(group);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Opening.FollowUp?.Credential.Value);
        parameters.AddArray(NpgsqlDbType.TimestampTz, group, w => w.Opening.GiveUpAt.UtcDateTime);
        parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = OpenInquiries.Lease });
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = own });
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Opening.Account.AsSent);
        parameters.AddArray(NpgsqlDbType.Integer, group, w => w.Opening.MissBudget);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Opening.Route?.Value);
        parameters.AddArray(NpgsqlDbType.Boolean, group, w => w.Opening.IsVirtualAccount);
        parameters.AddArray(NpgsqlDbType.Jsonb, group, w => IntentColumn.Write(w.Opening.Intent));
    }

    public static async Task<List<GroupStatement.Row>> Read(NpgsqlDataReader rows, List<InquiryLogItem> group)
    {
        var losers = new Dictionary<InquiryId, GroupStatement.Row>();
        while (await rows.ReadAsync())
            losers[new(rows.GetGuid(0))] = ReadLoser(rows);

        return group.ConvertAll(waiting => losers.GetValueOrDefault(waiting.Id, Opened));
    }

    static GroupStatement.Row ReadLoser(NpgsqlDataReader row)
    {
        if (!row.IsDBNull(2))
            return new(new(InquiryVerdict.MissBudgetSpent, Invoice: null), row.GetDouble(2));

        return new(new(row.GetBoolean(1) ? InquiryVerdict.ReferenceUsed : InquiryVerdict.DayKeyUsed, Invoice: null));
    }
}
