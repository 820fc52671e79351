using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Periksa.Partners;
using Periksa.Partners.Sealing;
using Periksa.Postgres.Schema;

namespace Periksa.Postgres.Hosts;

/// <summary>Writes a host's row. Nobody waits for that, and it waits for no standby: who is seen to be there must not
/// depend on one.</summary>
sealed partial class Heartbeat(
    Database database, HostIdentity host, MasterKeys keys, ReferenceCache memory, DatabaseClock clock, ILogger log)
{
    static readonly string ToBeat = Sql.Read("Postgres/Hosts/beat.sql");

    Task _latest = Task.CompletedTask;

    public void Beat()
    {
        if (_latest.IsCompleted)
            _latest = Task.Run(TryWrite);
    }

    async Task TryWrite()
    {
        try
        {
            if (await Primary.Await(Write) is { } line)
                Log.NewLine(log, line);
        }
        catch (Exception e)
        {
            if (e is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
                database.DropConnections();

            Log.NotWritten(log, e);   // whatever it was, the next comes in half a second
        }
    }

    async Task<string?> Write()
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("select set_config('synchronous_commit', 'local', true)"));
        var command = new NpgsqlBatchCommand(ToBeat);
        command.Parameters.Add(new() { Value = host.Name });
        command.Parameters.Add(new() { Value = host.Version });
        command.Parameters.Add(new()
        {
            Value = (object?)clock.Skew ?? DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Interval,
        });
        command.Parameters.Add(new() { Value = keys.Ids.ToArray() });
        command.Parameters.Add(new() { Value = memory.Age });
        command.Parameters.Add(new() { Value = OlderHosts.BuildOf(host.Version) });
        command.Parameters.Add(new() { Value = keys.Prints.ToArray() });
        batch.BatchCommands.Add(command);
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        return await rows.ReadAsync() ? rows.GetString(0) : null;
    }

    static partial class Log
    {
        [LoggerMessage(82, LogLevel.Warning,
            "The database has begun a new line of its history, {Line}: payouts are asked about before they are sent")]
        public static partial void NewLine(ILogger log, string line);

        [LoggerMessage(83, LogLevel.Debug, "This host's row could not be written")]
        public static partial void NotWritten(ILogger log, Exception e);
    }
}
