using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Postgres.Hosts;

/// <summary>Looks at every new connection's server before anything is written there: one that takes no writes, or that
/// another has been promoted over, is refused.</summary>
/// <remarks>
/// The timeline is that of the write-ahead log. It goes up by one with every promotion, so a host that has been with
/// the new primary never goes back to the old one, even where somebody starts that as a primary again.
/// </remarks>
/// <param name="isPrimaryChosen">Whether the driver itself passes standbys over. Refused here, a standby would be tried
/// again for every command.</param>
sealed partial class Timelines(bool isPrimaryChosen, ILogger<Timelines> log)
{
    const int TimeoutSeconds = 5;

    const string Look = """
        select pg_is_in_recovery(), current_setting('transaction_read_only') = 'on',
               case when pg_is_in_recovery() then null else left(pg_walfile_name(pg_current_wal_lsn()), 8) end
        """;

    readonly Lock _lock = new();
    long _highest;
    long _refused;

    /// <summary>Called when the timeline has gone up: connections to the primary before are worth nothing any
    /// more.</summary>
    public Action Rose { get; set; } = () => { };

    public void Check(NpgsqlConnection connection)
    {
        using var command = Command(connection);
        using var row = command.ExecuteReader();
        row.Read();
        Judge(row, connection);
    }

    public async Task CheckAsync(NpgsqlConnection connection)
    {
        await using var command = Command(connection);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        Judge(row, connection);
    }

    /// <summary>True if a server at this timeline may be used by whoever has seen what this host has.</summary>
    internal bool Admit(long timeline)
    {
        long before;
        lock (_lock)
        {
            before = _highest;
            if (timeline < before)
                return false;

            _highest = timeline;
        }

        if (before != 0 && timeline > before)
        {
            Log.Risen(log, timeline, before);
            Rose();
        }

        return true;
    }

    static NpgsqlCommand Command(NpgsqlConnection connection) =>
        new(Look, connection) { CommandTimeout = TimeoutSeconds };

    void Judge(DbDataReader row, NpgsqlConnection connection)
    {
        if (row.GetBoolean(0) && isPrimaryChosen)
            return;

        if (row.GetBoolean(0) || row.GetBoolean(1))
            throw new NpgsqlException($"The server at {connection.DataSource} takes no writes: it is no primary.");

        var timeline = long.Parse(row.GetString(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (Admit(timeline))
            return;

        if (Interlocked.Exchange(ref _refused, timeline) != timeline)
            Log.Refused(log, connection.DataSource, timeline, _highest);

        throw new NpgsqlException(
            $"The server at {connection.DataSource} is at timeline {timeline}, and this host has seen {_highest}.");
    }

    static partial class Log
    {
        [LoggerMessage(80, LogLevel.Warning, "The database is at timeline {Timeline} now, after {Before}")]
        public static partial void Risen(ILogger log, long timeline, long before);

        [LoggerMessage(81, LogLevel.Error,
            "The server at {Server} is a former primary: it is at timeline {Timeline}, this host has seen {Highest}. "
            + "Nothing is written there; make it a standby, or start this host anew after a restore to it")]
        public static partial void Refused(ILogger log, string server, long timeline, long highest);
    }
}
