using Npgsql;

namespace Periksa.Postgres;

/// <summary>Tries again what lost a deadlock: PostgreSQL has taken all of it back, so it may be done anew.</summary>
static class Deadlock
{
    const int TriesMaximum = 4;

    public static async Task<T> Retried<T>(Func<Task<T>> work)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await work();
            }
            catch (PostgresException e) when (
                e.SqlState == PostgresErrorCodes.DeadlockDetected && tries < TriesMaximum)
            {
                // Whoever won goes first.
            }
        }
    }
}
