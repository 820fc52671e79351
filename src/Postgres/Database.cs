using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Postgres.Hosts;
using Periksa.Postgres.Schema;
using Periksa.Postgres.Server;

namespace Periksa.Postgres;

/// <summary>The database, wherever it is: a configured server, or a private one that lives as long as
/// this.</summary>
public sealed class Database : IAsyncDisposable
{
    // Ten hosts side by side stay under PostgreSQL's usual hundred connections only with fewer; four fit with room
    // to spare.
    const int PoolSizeMaximum = 20;
    const int WatchPoolSize = 2;
    const int PoolSizeMinimum = WatchPoolSize + 4;
    const int CommandTimeoutSeconds = 10;
    const int ConnectTimeoutSeconds = 5;
    const int KeepAliveSeconds = 5;
    const int WatchConnectTimeoutSeconds = 2;
    const int PreparedStatementsMaximum = 32;

    /// <summary>The key by which services ask for <see cref="Reads"/>.</summary>
    public const string ReadsKey = "reads";

    /// <summary>The key by which services ask for <see cref="Watch"/>.</summary>
    public const string WatchKey = "watch";

    readonly PrivateServer? _server;
    readonly bool _isOnlyRead;

    Database(string connectionString, ILoggerFactory logs, PrivateServer? server, bool isOnlyRead = false)
    {
        _server = server;
        var settings = ConnectionSettings.Parse(connectionString);
        ConnectionSettings.Default(settings, "Maximum Pool Size", PoolSizeMaximum);
        ConnectionSettings.DefaultForSeveralHosts(settings);
        var size = Math.Max(settings.MaxPoolSize, PoolSizeMinimum);
        var reads = Math.Max(2, size / 4);
        ListsAtOnce = Math.Min(ListTurns.PerHostUsually, reads - 1);

        Timelines =
            new(ConnectionSettings.IsPrimaryChosen(settings), logs.CreateLogger<Timelines>()) { Rose = FollowPrimary };
        _isOnlyRead = isOnlyRead;
        Source = Build(settings, size - reads - WatchPoolSize, isWriting: true, "writes", logs);
        Reads = Build(settings, reads, isWriting: false, ReadsKey, logs);
        ConnectionSettings.Default(settings, "Timeout", WatchConnectTimeoutSeconds);
        Watch = Build(settings, WatchPoolSize, isWriting: false, WatchKey, logs);
    }

    /// <summary>For whatever writes. Its commands have no time-out and are given no token that cancels.</summary>
    /// <remarks>
    /// A server that is asked to cancel a commit which waits for its synchronous standby calls it a success, though
    /// nothing was replicated. So a write is never cancelled: whoever waits for it stops waiting
    /// (<see cref="Patience"/>), and the connection is left to itself until the server answers or the keep-alive
    /// ends it.
    /// </remarks>
    public NpgsqlDataSource Source { get; }

    /// <summary>For whatever only reads, with a time-out: writes that wait never take its connections.</summary>
    public NpgsqlDataSource Reads { get; }

    /// <summary>The number of lists that may be read at once over <see cref="Reads"/>, so that one more reader finds
    /// a connection.</summary>
    public int ListsAtOnce { get; }

    /// <summary>Two connections for what tells whether the others are worth anything: memory, readiness, the
    /// clock.</summary>
    public NpgsqlDataSource Watch { get; }

    internal Timelines Timelines { get; }

    void FollowPrimary()
    {
        DropConnections();
        Primary.HasChanged();
    }

    /// <summary>Closes what is idle, and the rest when it is given back: the next connections are new ones.</summary>
    public void DropConnections()
    {
        Source.Clear();
        Reads.Clear();
        Watch.Clear();
    }

    /// <param name="connectionString">The server to use; <c>null</c> or empty for a private one.</param>
    /// <param name="folder">Where a private one lives; <c>null</c> for the default.</param>
    public static Task<Database> Open(
        string? connectionString, string? folder, ILoggerFactory logs, Action<string> tell, CancellationToken cancel) =>
        Open(new DatabaseAccess(connectionString, Folder: folder), logs, tell, cancel);

    /// <summary>Connects, with the schema in place.</summary>
    public static async Task<Database> Open(
        DatabaseAccess access, ILoggerFactory logs, Action<string> tell, CancellationToken cancel)
    {
        var server = access.IsPrivate
            ? await PrivateServer.Start(access.Folder, logs.CreateLogger<PrivateServer>(), tell, cancel)
            : null;

        if (server is not null)
            access = access with { Hosts = server.ConnectionString, Owner = server.OwnerConnectionString };

        access = access with { Hosts = await Adapt(access.Hosts!, server, tell, cancel) };
        var database = new Database(access.Hosts, logs, server);
        try
        {
            await SchemaUpkeep.Prepare(access, database.Source, tell, cancel);
            return database;
        }
        catch (NpgsqlException e)
        {
            await database.DisposeAsync();
            throw Refusals.Explain(e);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Brings a schema up to date and the hosts' rights with it, and leaves.</summary>
    /// <returns>The numbers of the files that were missing.</returns>
    public static async Task<IReadOnlyList<int>> Migrate(
        DatabaseAccess access, ILoggerFactory logs, Action<string> tell, CancellationToken cancel)
    {
        var running = access.IsPrivate ? PrivateServer.FindRunning(access.Folder) : null;
        await using var server = access.IsPrivate && running is null
            ? await PrivateServer.Start(access.Folder, logs.CreateLogger<PrivateServer>(), tell, cancel)
            : null;

        if (access.IsPrivate)
        {
            access = access with
            {
                Hosts = server?.ConnectionString ?? running,
                Owner = server?.OwnerConnectionString ?? PrivateServer.FindRunning(access.Folder, asOwner: true),
            };
        }

        try
        {
            return await SchemaUpkeep.Migrate(access, again: true, tell, cancel);
        }
        catch (NpgsqlException e)
        {
            throw Refusals.Explain(e);
        }
    }

    /// <summary>The same, for a look at a database that a host may be using: a private one is started only where
    /// none is running, and the schema is left as it is.</summary>
    /// <param name="asOwner">Whether to come to a private one as the role that owns its tables.</param>
    /// <param name="isOnlyRead">Whether nothing will be written, so that a standby will do.</param>
    public static async Task<Database> OpenBeside(
        string? connectionString, string? folder, ILoggerFactory logs, Action<string> tell, CancellationToken cancel,
        bool asOwner = false, bool isOnlyRead = false)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            connectionString = PrivateServer.FindRunning(folder, asOwner);

        var server = connectionString is null
            ? await PrivateServer.Start(folder, logs.CreateLogger<PrivateServer>(), tell, cancel)
            : null;

        var own = asOwner ? server?.OwnerConnectionString : server?.ConnectionString;
        connectionString = await Adapt(own ?? connectionString!, server, tell, cancel);
        return new(connectionString, logs, server, isOnlyRead);
    }

    /// <summary>True if a private one was ever made in the folder.</summary>
    public static bool IsPrivateMade(string? folder) => PrivateServer.IsMade(folder);

    /// <summary>Refuses a schema that is not this build's, and changes nothing.</summary>
    public Task MustBeWhole(CancellationToken cancel) =>
        SchemaState.MustBeWhole(Watch, "run periksa migrate.", cancel);

    /// <summary>The connection string of the role that owns a private server's tables; <c>null</c> where the server
    /// is somebody else's.</summary>
    public string? PrivateOwner => _server?.OwnerConnectionString;

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Reads.DisposeAsync();
        await Watch.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    NpgsqlDataSource Build(
        NpgsqlConnectionStringBuilder common, int poolSize, bool isWriting, string name, ILoggerFactory logs)
    {
        var settings = new NpgsqlConnectionStringBuilder(common.ConnectionString) { MaxPoolSize = poolSize };
        settings.MinPoolSize = Math.Min(settings.MinPoolSize, poolSize);
        ConnectionSettings.Default(settings, "Command Timeout", CommandTimeoutSeconds);
        ConnectionSettings.Default(settings, "Timeout", ConnectTimeoutSeconds);
        ConnectionSettings.Default(settings, "Max Auto Prepare", PreparedStatementsMaximum);
        ConnectionSettings.Default(settings, "Application Name", "periksa");
        ConnectionSettings.Default(
            settings, "No Reset On Close", true);   // no statement here leaves anything behind in its session
        if (isWriting)
            settings.CommandTimeout = 0;

        // Ends the connection to a machine that is gone; a server that is merely slow is waited for.
        if (settings.Host?.StartsWith('/') is not true)
        {
            ConnectionSettings.Default(settings, "Tcp Keepalive", true);
            ConnectionSettings.Default(settings, "Tcp Keepalive Time", KeepAliveSeconds);
            ConnectionSettings.Default(settings, "Tcp Keepalive Interval", KeepAliveSeconds);
        }

        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(logs);
        builder.Name = name;   // what metrics call the pool: its connection string otherwise
        return _isOnlyRead
            ? builder.Build()
            : builder.UsePhysicalConnectionInitializer(Timelines.Check, Timelines.CheckAsync).Build();
    }

    // Nothing stands before a server of our own.
    static async Task<string> Adapt(
        string connectionString, PrivateServer? server, Action<string> tell, CancellationToken cancel)
    {
        if (server is not null)
            return connectionString;

        try
        {
            return await Pooler.Adapt(ConnectionSettings.Parse(connectionString), tell, cancel);
        }
        catch (NpgsqlException e)
        {
            throw Refusals.Explain(e);
        }
    }
}
