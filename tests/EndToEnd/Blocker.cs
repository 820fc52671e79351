using Npgsql;

namespace Periksa.EndToEnd.Tests;

/// <summary>A connection that holds a lock until it is disposed of.</summary>
public sealed class Blocker : IAsyncDisposable
{
    readonly NpgsqlConnection _connection;

    Blocker(NpgsqlConnection connection) => _connection = connection;

    public static async Task<Blocker> Prepare(string database)
    {
        var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        return new(connection);
    }

    public static async Task<Blocker> Lock(string database, string statement)
    {
        var blocker = await Prepare(database);
        await blocker.Lock(statement);
        return blocker;
    }

    public async Task Lock(string statement)
    {
        await using var command = new NpgsqlCommand($"begin; {statement}", _connection);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
