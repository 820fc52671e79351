using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Store.Server;

namespace Periksa.Tests.Postgres;

/// <summary>One temporary server for all tests of a process, started by the product's own part when first needed. As an
/// assembly fixture it is stopped, and its folder removed, after the last test.</summary>
public sealed class TestServer : IAsyncDisposable
{
    static readonly string Folder = TemporaryFolder();

    static readonly Lazy<Task<PrivateServer>> Shared =
        new(() => PrivateServer.Start(Folder, NullLogger.Instance, _ => { }));

    /// <summary>A new, empty database.</summary>
    public static async Task<string> CreateDatabase()
    {
        var server = await Shared.Value;
        var name = $"test_{Guid.NewGuid():N}";

        await using var connection = new NpgsqlConnection(Superuser(server));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name} owner periksa", connection);
        await create.ExecuteNonQueryAsync();

        return new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Database = name,
            MaxPoolSize = 15,
        }.ConnectionString;
    }

    /// <summary>A folder that the server's user may enter, whoever runs the tests.</summary>
    public static string TemporaryFolder() =>
        Path.Combine(Path.GetTempPath(), $"periksa-test-{Guid.NewGuid():N}"[..24]);

    public async ValueTask DisposeAsync()
    {
        if (!Shared.IsValueCreated)
            return;

        await (await Shared.Value).DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    // As an operator's psql would connect.
    static string Superuser(PrivateServer server) => new NpgsqlConnectionStringBuilder(server.ConnectionString)
    {
        Username = "postgres",
        Database = "postgres",
        Pooling = false,
    }.ConnectionString;
}
