using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Server;

namespace Periksa.Tests.Postgres;

/// <summary>One temporary server for all tests of a process, started by the product's own part when first needed. As an
/// assembly fixture it is stopped, and its folder removed, after the last test.</summary>
public sealed class TestServer : IAsyncDisposable
{
    const int CopyTriesMaximum = 100;
    const string Role = "periksa";
    const string Owner = "periksa_owner";

    static readonly string Folder = TemporaryFolder();

    static readonly Lazy<Task<PrivateServer>> Shared =
        new(() => PrivateServer.Start(Folder, NullLogger.Instance, _ => { }));

    // To copy what was made once takes a tenth of the time that its forty schema files do.
    static readonly Lazy<Task<string>> Prepared = new(Prepare);

    /// <summary>A new database with the schema in place and nothing in it, whose one role owns it.</summary>
    public static async Task<string> CreateDatabase()
    {
        var copy = await CopyDatabase(await Prepared.Value);
        await ExecuteAsSuperuser(copy, BeginAnew);
        return copy;
    }

    // A copy looks as if it had been put back: no payout would be sent unasked for two days.
    const string BeginAnew = """
        alter table database_lines disable trigger user;
        delete from database_lines;
        insert into database_lines (line, seen_at) values (current_line(), '-infinity');
        alter table database_lines enable trigger user
        """;

    /// <summary>A new, empty database, without the schema, whose one role owns it.</summary>
    public static Task<string> CreateEmptyDatabase() => CreateDatabase(owner: Role);

    /// <summary>A new, empty database of an owner, and a role beside it for the hosts.</summary>
    public static async Task<DatabaseAccess> CreateDatabaseWithRoles()
    {
        var hosts = await CreateDatabase(Owner);
        return new(hosts, As(Owner, hosts));
    }

    /// <summary>The same database as somebody else sees it.</summary>
    public static string As(string user, string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Username = user }.ConnectionString;

    static async Task<string> Prepare()
    {
        var connection = await CreateEmptyDatabase();
        await using var database = await Database.Open(
            connection, null, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);

        return connection;
    }

    static async Task<string> CreateDatabase(string owner)
    {
        var server = await Shared.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await Execute($"create database {name} owner {owner}");

        return new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Database = name,
            MaxPoolSize = 15,
        }.ConnectionString;
    }

    /// <summary>A copy of a database that nobody is connected to any more. It goes with the server: to drop it would
    /// have everybody wait for a checkpoint.</summary>
    public static async Task<string> CopyDatabase(string connectionString)
    {
        var copied = new NpgsqlConnectionStringBuilder(connectionString);
        var name = $"test_{Guid.NewGuid():N}";
        for (var tries = 1; ; tries++)
        {
            try
            {
                await Execute($"create database {name} template {copied.Database} owner periksa");
                copied.Database = name;
                return copied.ConnectionString;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ObjectInUse && tries < CopyTriesMaximum)
            {
                await Task.Delay(100);   // a connection that was closed a moment ago may not be gone yet
            }
        }
    }

    /// <summary>As an operator's psql could, past every right.</summary>
    public static Task ExecuteAsSuperuser(string connectionString, string statements) =>
        Execute(statements, new NpgsqlConnectionStringBuilder(connectionString).Database!);

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

    static async Task Execute(string statements, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(Superuser(await Shared.Value, database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync();
    }

    // As an operator's psql would connect.
    static string Superuser(PrivateServer server, string database) => new NpgsqlConnectionStringBuilder(
        server.ConnectionString)
    {
        Username = "postgres",
        Database = database,
        CommandTimeout = 0,
        Pooling = false,
    }.ConnectionString;
}
