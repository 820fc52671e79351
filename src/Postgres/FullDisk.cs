using Npgsql;

namespace Periksa.Postgres;

/// <summary>How a PostgreSQL server says that its disk is full.</summary>
static class FullDisk
{
    // Where it cannot write the file that makes connections quick, it refuses each new one, and gives no code for it.
    const string NoConnection = "could not write init file";

    /// <summary>Finds what the server said; <c>null</c> where it said something else.</summary>
    public static PostgresException? Find(Exception? e) => e switch
    {
        null => null,
        PostgresException refusal => Is(refusal) ? refusal : null,
        _ => Find(e.InnerException),
    };

    public static bool Is(PostgresException e) =>
        e.SqlState == PostgresErrorCodes.DiskFull
        || (e.SqlState == PostgresErrorCodes.InternalError
            && e.MessageText.StartsWith(NoConnection, StringComparison.Ordinal));
}
