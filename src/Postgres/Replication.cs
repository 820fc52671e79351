using Npgsql;

namespace Periksa.Postgres;

/// <summary>Makes what was read as durable as what is written.</summary>
static class Replication
{
    /// <summary>A few bytes of the log that mean nothing to anybody, so that the transaction's commit waits for the
    /// synchronous standby. One that only reads waits for nobody.</summary>
    const string Mark = "select pg_logical_emit_message(true, 'periksa', '')";

    /// <summary>Ends a transaction that tells a caller what an earlier one has done.</summary>
    /// <remarks>Usually nobody sees what was not replicated. But a server that crashes while a commit waits for its
    /// standby shows that commit after its restart, and it is gone if the standby is promoted then.</remarks>
    public static async Task CommitSeen(NpgsqlTransaction transaction)
    {
        await using (var command = new NpgsqlCommand(Mark, transaction.Connection))
            await command.ExecuteNonQueryAsync();

        await transaction.CommitAsync();
    }

    /// <summary>The same as the last command of a batch.</summary>
    public static NpgsqlBatchCommand MarkCommand() => new(Mark);
}
