using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Store.Schema;
using Periksa.Store.Server;

namespace Periksa.Store;

/// <summary>The database, wherever it is: a configured server, or a private one that lives as long as
/// this.</summary>
public sealed class Database : IAsyncDisposable
{
    // Ten hosts side by side stay under PostgreSQL's usual hundred connections only with fewer; four fit with room
    // to spare.
    const int PoolSizeMaximum = 20;
    const int CommandTimeoutSeconds = 10;
    const int ConnectTimeoutSeconds = 5;
    const int PreparedStatementsMaximum = 32;

    readonly PrivateServer? _server;

    Database(NpgsqlDataSource source, PrivateServer? server) => (Source, _server) = (source, server);

    public NpgsqlDataSource Source { get; }

    /// <param name="connectionString">The server to use; <c>null</c> or empty for a private one.</param>
    /// <param name="folder">Where a private one lives; <c>null</c> for the default.</param>
    public static async Task<Database> Open(
        string? connectionString, string? folder, ILoggerFactory logs, Action<string> tell, CancellationToken cancel)
    {
        var server = string.IsNullOrWhiteSpace(connectionString)
            ? await PrivateServer.Start(folder, logs.CreateLogger<PrivateServer>(), tell, cancel)
            : null;

        var database = new Database(Build(server?.ConnectionString ?? connectionString!, logs), server);
        try
        {
            await Migrations.Apply(database.Source, cancel);
            return database;
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            await database.DisposeAsync();
            throw new ServerException(
                "The database does not answer: see that ConnectionStrings__Periksa names a running PostgreSQL server, "
                + $"or leave it out for a private one ({e.Message}).", e);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same, for a look at a database that a host may be using: a private one is started only where
    /// none is running, and the schema is left as it is.</summary>
    public static async Task<Database> OpenBeside(
        string? connectionString, string? folder, ILoggerFactory logs, Action<string> tell, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            connectionString = PrivateServer.FindRunning(folder);

        var server = connectionString is null
            ? await PrivateServer.Start(folder, logs.CreateLogger<PrivateServer>(), tell, cancel)
            : null;

        return new(Build(server?.ConnectionString ?? connectionString!, logs), server);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    static NpgsqlDataSource Build(string connectionString, ILoggerFactory logs)
    {
        var settings = Parse(connectionString);
        Default(settings, "Maximum Pool Size", PoolSizeMaximum);
        Default(settings, "Command Timeout", CommandTimeoutSeconds);
        Default(settings, "Timeout", ConnectTimeoutSeconds);
        Default(settings, "Max Auto Prepare", PreparedStatementsMaximum);
        Default(settings, "Application Name", "periksa");
        Default(settings, "No Reset On Close", true);   // no statement here leaves anything behind in its session
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(logs).Build();
    }

    static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (ArgumentException e)
        {
            // Without the text: it may hold a password.
            throw new ServerException(
                "ConnectionStrings__Periksa is no connection string: write it like "
                + "'Host=db;Username=periksa;Password=…;Database=periksa'.", e);
        }
    }

    // What an operator wrote wins.
    static void Default(NpgsqlConnectionStringBuilder settings, string key, object value)
    {
        if (!settings.ShouldSerialize(key))
            settings[key] = value;
    }
}
