using Dapper;
using Npgsql;

namespace Periksa.Postgres;

/// <summary>A right that one process at a time has, for as long as it keeps this.</summary>
/// <remarks>
/// It is a lock of a transaction that stays open on a connection of its own, so that it holds behind a pooler, too,
/// and through statements that must be outside any transaction. A session's lock would stay behind on a session that
/// the pooler gives to somebody else.
/// </remarks>
sealed class TransactionLock : IAsyncDisposable
{
    // The second is there from PostgreSQL 17 on.
    const string NeverTooLong = """
        select set_config(name, '0', true) from pg_settings
        where name in ('idle_in_transaction_session_timeout', 'transaction_timeout')
        """;

    const string Try = "select pg_try_advisory_xact_lock(hashtext('periksa'), hashtext(@name))";

    // What was asked last keeps its snapshot until something else is said that needs none.
    const string LetSnapshotGo = "set local lock_timeout = 0";

    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;

    TransactionLock(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_connection, _transaction) = (connection, transaction);

    /// <summary>Returns <c>null</c> where another has it.</summary>
    public static async Task<TransactionLock?> TryTake(
        NpgsqlDataSource database, string name, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancel);
            if (await connection.QuerySingleAsync<bool>(Try, new { name }))
            {
                await connection.ExecuteAsync(NeverTooLong);
                await connection.ExecuteAsync(LetSnapshotGo);
                return new(connection, transaction);
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

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
