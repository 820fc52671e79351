using System.Diagnostics;
using Npgsql;

namespace Periksa.Postgres.Server;

/// <summary>The private server's database and its two roles.</summary>
static class ServerDatabase
{
    static readonly TimeSpan ConnectPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(60);

    /// <summary>Makes what is missing of them.</summary>
    public static async Task Make(ServerFolder folder)
    {
        await using (var connection = await Connect(folder, "postgres"))
        {
            await Once(
                connection,
                $"select 1 from pg_roles where rolname = '{PrivateServer.Role}'",
                $"create role {PrivateServer.Role} login");
            await Once(
                connection,
                $"select 1 from pg_roles where rolname = '{PrivateServer.Owner}'",
                $"create role {PrivateServer.Owner} login");
            await Once(
                connection,
                $"select 1 from pg_database where datname = '{PrivateServer.Role}'",
                $"create database {PrivateServer.Role} owner {PrivateServer.Owner}");
        }

        // One that was made when the hosts' role owned all.
        await using var inside = await Connect(folder, PrivateServer.Role);
        await Once(
            inside,
            $"""
            select 1 where not exists (
                select from pg_database where datname = current_database() and datdba = '{PrivateServer.Role}'::regrole)
            """,
            $"reassign owned by {PrivateServer.Role} to {PrivateServer.Owner}");
    }

    static async Task Once(NpgsqlConnection connection, string question, string statement)
    {
        await using var ask = new NpgsqlCommand(question, connection);
        if (await ask.ExecuteScalarAsync() is not null)
            return;

        await using var make = new NpgsqlCommand(statement, connection);
        await make.ExecuteNonQueryAsync();
    }

    // A server that was adopted may still be recovering from a crash.
    static async Task<NpgsqlConnection> Connect(ServerFolder folder, string database)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(ConnectPause))
        {
            var connection = new NpgsqlConnection(
                PrivateServer.Connection(folder, PrivateServer.Superuser, database) + ";Pooling=false");
            try
            {
                await connection.OpenAsync();
                return connection;
            }
            catch (NpgsqlException e)
            {
                await connection.DisposeAsync();
                if (patience.Elapsed > ConnectPatience)
                    throw new ServerException($"PostgreSQL in {folder.Root} does not answer: {e.Message}", e);
            }
        }
    }
}
