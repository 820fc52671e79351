using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>post.sql: what callers are to be told, in the transaction that records all of them.</summary>
static class PostStatement
{
    static readonly string Text = Sql.Read("Inquiries/Recording/post.sql");

    /// <summary>Adds nothing where nobody is to be told anything. It returns no rows.</summary>
    public static void Add(NpgsqlBatch batch, List<InquiryLogItem> group)
    {
        var telling = group.FindAll(waiting => waiting.Record.Callback is not null);
        if (telling.Count == 0)
            return;

        var command = new NpgsqlBatchCommand(Text);
        batch.BatchCommands.Add(command);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, telling, w => w.Id.Value);
        command.Parameters.AddArray(NpgsqlDbType.Text, telling, w => w.Record.Dialect.Value);
        command.Parameters.AddCallbacks(telling);
    }
}
