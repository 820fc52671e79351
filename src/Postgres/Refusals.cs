using Npgsql;
using Periksa.Postgres.Server;

namespace Periksa.Postgres;

/// <summary>The messages to an operator when the database cannot be used at start.</summary>
public static class Refusals
{
    const string Setting = "ConnectionStrings__Periksa";

    /// <param name="setting">The one that names the server and the role.</param>
    public static ServerException Explain(NpgsqlException e, string setting = Setting) => new(e switch
    {
        PostgresException refusal => Explain(refusal, setting),
        _ => $"The database does not answer: see that {setting} names a running PostgreSQL server, "
            + $"or leave it out for a private one ({e.Message}).",
    }, e);

    static string Explain(PostgresException e, string setting) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"The database does not let the role of {setting} in: see its Username and Password ({e.MessageText}).",

        PostgresErrorCodes.InvalidCatalogName =>
            $"The database that {setting} names does not exist: make it, or see its Database ({e.MessageText}).",

        PostgresErrorCodes.InsufficientPrivilege =>
            $"The role of {setting} lacks a right ({e.MessageText}): run periksa migrate with "
            + "ConnectionStrings__PeriksaOwner, which grants it.",

        PostgresErrorCodes.TooManyConnections =>
            $"The database takes no more connections ({e.MessageText}): lower Maximum Pool Size in {setting}, or raise "
            + "the server's max_connections.",

        PostgresErrorCodes.LockNotAvailable =>
            "Somebody has locked what this needs: 'periksa lock list' shows who. Nothing was changed; say it again.",

        PostgresErrorCodes.ReadOnlySqlTransaction =>
            $"The database of {setting} takes no writes: it is a standby, or default_transaction_read_only is on "
            + $"({e.MessageText}).",

        _ when FullDisk.Is(e) =>
            $"The database of {setting} has no room left ({e.MessageText}): make room on its disk, as "
            + "docs/operating/runbooks/database-full.md says.",

        _ => $"The database of {setting} refuses: {e.MessageText} ({e.SqlState}).",
    };
}
