using Npgsql;
using NpgsqlTypes;
using Periksa.Store.Groups;

namespace Periksa.Store.Journal;

/// <summary>open.sql: inquiries that are about to be asked outside.</summary>
static class OpenStatement
{
    static readonly string Text = Sql.Read("Journal/open.sql");

    public static void Add(NpgsqlBatch batch, List<JournalItem> group, Guid[] own)
    {
        var command = new NpgsqlBatchCommand(Text);
        batch.BatchCommands.Add(command);

        var parameters = command.Parameters;
        parameters.AddArray(NpgsqlDbType.Uuid, group, w => w.Id.Value);
        parameters.AddArray(NpgsqlDbType.TimestampTz, group, w => w.Opening.AskedAt.UtcDateTime);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Opening.Dialect);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Partner);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Opening.Account.BankCode);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Opening.Account.Number);
        parameters.AddKeys(group);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Opening.FollowUp?.Credential);
        parameters.AddArray(NpgsqlDbType.TimestampTz, group, w => w.Opening.GiveUpAt.UtcDateTime);
        parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = OpenInquiries.Lease });
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = own });
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Opening.Account.AsSent);
    }

    public static async Task<List<GroupStatement.Row>> Read(NpgsqlDataReader rows, List<JournalItem> group)
    {
        var losers = await KeyedStatement.ReadLosers(rows);
        return group.ConvertAll(waiting => new GroupStatement.Row(new(
            losers is not null && losers.TryGetValue(waiting.Id, out var verdict) ? verdict : Verdict.Recorded,
            Invoice: null)));
    }
}
