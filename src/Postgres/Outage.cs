using Npgsql;

namespace Periksa.Postgres;

/// <summary>Tells a database that is away for a while from one that refuses.</summary>
static class Outage
{
    // A connection that breaks while it is used can also show as an object that is no longer there.
    public static bool Is(Exception e) => e switch
    {
        PostgresException refusal => IsPassing(refusal),
        NpgsqlException or ObjectDisposedException or IOException => true,
        _ => false,
    };

    // Restarts, failovers, deadlocks and full disks pass; a refused row does not.
    public static bool IsPassing(PostgresException e) =>
        e.IsTransient
        || FullDisk.Is(e)
        || e.SqlState.StartsWith("57", StringComparison.Ordinal)      // shutting down, starting up, cancelled
        || e.SqlState.StartsWith("08", StringComparison.Ordinal)      // the connection
        || e.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction;   // a server that is no longer the primary
}
