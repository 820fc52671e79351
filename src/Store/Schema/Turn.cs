using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Periksa.Store.Schema;

/// <summary>The right to change the schema, which one process at a time has.</summary>
/// <remarks>
/// It is a lock of a transaction that stays open on a connection of its own, so that it holds behind a pooler, too,
/// and through statements that must be outside any transaction. It is asked for again and again, and not waited for:
/// who waits has a snapshot, and an index that is made concurrently would wait for that.
/// </remarks>
sealed class Turn : IAsyncDisposable
{
    // The second is there from PostgreSQL 17 on.
    const string NeverTooLong = """
        select set_config(name, '0', true) from pg_settings
        where name in ('idle_in_transaction_session_timeout', 'transaction_timeout')
        """;

    // Builds that made the schema in one transaction took the same lock.
    const string Try = "select pg_try_advisory_xact_lock(hashtext('periksa'), hashtext('schema'))";

    // What was asked last keeps its snapshot until something else is said that needs none.
    const string LetSnapshotGo = "set local lock_timeout = 0";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan TellAfter = TimeSpan.FromSeconds(2);

    // Indexes of large tables take their time.
    static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    readonly NpgsqlDataSource _database;
    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;

    Turn(NpgsqlDataSource database, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_database, _connection, _transaction) = (database, connection, transaction);

    public static async Task<Turn> Take(NpgsqlDataSource database, Action<string> tell, CancellationToken cancel)
    {
        var isTold = false;
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancel))
        {
            if (await TryTake(database, cancel) is { } turn)
                return turn;

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

    /// <summary>Who keeps that server process waiting; <c>null</c> when nobody does.</summary>
    public async Task<LockHolder?> FindHolder(int process)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return await LockHolder.Find(connection, process);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    static async Task<Turn?> TryTake(NpgsqlDataSource database, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancel);
            if (await connection.QuerySingleAsync<bool>(Try))
            {
                await connection.ExecuteAsync(NeverTooLong);
                await connection.ExecuteAsync(LetSnapshotGo);
                return new(database, connection, transaction);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }
}
