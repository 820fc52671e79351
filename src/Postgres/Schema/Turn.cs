using System.Diagnostics;
using Npgsql;
using Periksa.Postgres.Server;

namespace Periksa.Postgres.Schema;

/// <summary>The right to change the schema, which one process at a time has.</summary>
/// <remarks>
/// It is asked for again and again, and not waited for: who waits has a snapshot, and an index that is made
/// concurrently would wait for that.
/// </remarks>
sealed class Turn : IAsyncDisposable
{
    // Builds that made the schema in one transaction took the same lock.
    const string Name = "schema";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan TellAfter = TimeSpan.FromSeconds(2);

    // Indexes of large tables take their time.
    static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    readonly NpgsqlDataSource _database;
    readonly TransactionLock _held;

    Turn(NpgsqlDataSource database, TransactionLock held) => (_database, _held) = (database, held);

    public static async Task<Turn> Take(NpgsqlDataSource database, Action<string> tell, CancellationToken cancel)
    {
        var isTold = false;
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancel))
        {
            if (await TransactionLock.TryTake(database, Name, cancel) is { } held)
                return new(database, held);

            if (waited.Elapsed > Patience)
            {
                throw new ServerException(
                    $"Another migration of this database has not ended for {Patience.TotalMinutes} minutes: see "
                    + "pg_stat_activity for what it waits for.");
            }

            if (!isTold && waited.Elapsed > TellAfter)
            {
                tell("Another host is migrating the database; waiting for it to end …");
                isTold = true;
            }
        }
    }

    /// <summary>The session that keeps that server process waiting; <c>null</c> when nobody does.</summary>
    public async Task<LockHolder?> FindHolder(int process)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return await LockHolder.Find(connection, process);
    }

    public ValueTask DisposeAsync() => _held.DisposeAsync();
}
