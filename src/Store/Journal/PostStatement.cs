using Npgsql;
using NpgsqlTypes;

namespace Periksa.Store.Journal;

/// <summary>post.sql: what callers are to be told, in the transaction that records it.</summary>
static class PostStatement
{
    static readonly string Text = Sql.Read("Journal/post.sql");

    /// <summary>Adds nothing where nobody is to be told anything. It returns no rows.</summary>
    public static void Add(NpgsqlBatch batch, List<Waiting> group)
    {
        var telling = group.FindAll(waiting => waiting.Record.Callback is not null);
        if (telling.Count == 0)
            return;

        var command = new NpgsqlBatchCommand(Text);
        batch.BatchCommands.Add(command);
        command.Parameters.Add(NpgsqlDbType.Uuid, telling, w => w.Id.Value);
        command.Parameters.Add(NpgsqlDbType.Date, telling, w => w.Id.Day);
        command.Parameters.Add(NpgsqlDbType.Text, telling, w => w.Record.Dialect);
        command.Parameters.AddCallbacks(telling);
    }
}
