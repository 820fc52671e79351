using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Postgres.Server;

/// <summary>A PostgreSQL server of the host's own, reachable over a Unix socket in a private folder only.</summary>
/// <remarks>
/// It is started with pg_ctl and so leaves the terminal's process group: Ctrl-C reaches the host alone, which stops
/// its server last. When the host was killed, the server goes on, and the next host on the folder adopts it.
/// </remarks>
public sealed partial class PrivateServer : IAsyncDisposable
{
    internal const string Superuser = "postgres";
    internal const string Role = "periksa";
    internal const string Owner = "periksa_owner";
    const string StartTimeoutSeconds = "60";
    static readonly TimeSpan WatchPause = TimeSpan.FromSeconds(1);

    readonly ServerFolder _folder;
    readonly string _programs;
    readonly FileStream _lock;
    readonly CancellationTokenSource _stop = new();
    readonly ILogger _log;
    readonly Task _watch;

    PrivateServer(ServerFolder folder, string programs, FileStream @lock, ILogger log)
    {
        (_folder, _programs, _lock, _log) = (folder, programs, @lock, log);
        _watch = Task.Run(Watch);
    }

    /// <summary>The connection string of the host's own, unprivileged role.</summary>
    public string ConnectionString => Connection(_folder, Role, Role);

    /// <summary>The connection string of the role that owns the tables.</summary>
    public string OwnerConnectionString => Connection(_folder, Owner, Role);

    /// <param name="folder">Where to keep it; <c>null</c> for the user's data folder.</param>
    /// <param name="tell">Told one line when there is something to wait for.</param>
    public static async Task<PrivateServer> Start(
        string? folder, ILogger log, Action<string> tell, CancellationToken cancel = default)
    {
        var home = ServerFolder.Open(folder);
        var @lock = Lock(home);
        try
        {
            var programs = Programs.Folder(home.Version);

            if (home.Version is null)
            {
                tell($"Making a private PostgreSQL database in {home.Root} (once) …");
                Create(home, programs);
            }

            cancel.ThrowIfCancellationRequested();
            StartServer(home, programs);
            await MakeDatabaseOrStop(home, programs);
            return new(home, programs, @lock, log);
        }
        catch
        {
            await @lock.DisposeAsync();
            throw;
        }
    }

    /// <summary>True if there is one in the folder, running or not.</summary>
    public static bool IsMade(string? folder) => ServerFolder.At(folder).Version is not null;

    /// <summary>The connection string of the host's role, or of the tables' owner, at a server that is running in the
    /// folder; <c>null</c> when none is.</summary>
    public static string? FindRunning(string? folder, bool asOwner = false)
    {
        var home = ServerFolder.Open(folder);
        return home.Version is not null && Postmaster.IsAlive(home.Data)
            ? Connection(home, asOwner ? Owner : Role, Role)
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        StopServer(_folder, _programs);
        await _lock.DisposeAsync();
        _stop.Dispose();
    }

    // The kernel drops the lock with its process, so a killed host leaves nothing behind that must be cleared away.
    static FileStream Lock(ServerFolder folder)
    {
        try
        {
            return new(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new ServerException(
                $"Another Periksa is running on {folder.Root}: stop it, or give this one a folder of its own with "
                + "PERIKSA_DATA and an address of its own with ASPNETCORE_URLS.", e);
        }
    }

    // Made beside its place and moved there when whole: a start that is interrupted leaves nothing that looks
    // finished.
    static void Create(ServerFolder folder, string programs)
    {
        var unfinished = folder.Data + ".new";
        Command.Run("rm", ["-rf", unfinished], asServerUser: true);

        Must(Command.Run(
            Program(programs, "initdb"),
            ["-D", unfinished, "-U", Superuser, "-A", "trust", "--locale=C", "--encoding=UTF8", "--no-instructions"],
            asServerUser: true));

        Must(Command.Run("mv", [unfinished, folder.Data], asServerUser: true));
    }

    static void StartServer(ServerFolder folder, string programs)
    {
        if (Postmaster.IsAlive(folder.Data))
            return;   // a host that was killed left it running

        // What names a process that is gone, or another program's, would only keep the server from starting.
        File.Delete(Path.Combine(folder.Data, "postmaster.pid"));

        Must(Command.Run(
            Program(programs, "pg_ctl"),
            ["start", "-D", folder.Data, "-l", folder.Log, "-w", "-t", StartTimeoutSeconds, "-o", Settings.For(folder)],
            asServerUser: true));
    }

    static void StopServer(ServerFolder folder, string programs) => Command.Run(
        Program(programs, "pg_ctl"), ["stop", "-D", folder.Data, "-m", "fast", "-w"], asServerUser: true);

    // A host that cannot go on leaves no server behind.
    static async Task MakeDatabaseOrStop(ServerFolder folder, string programs)
    {
        try
        {
            await ServerDatabase.Make(folder);
        }
        catch
        {
            StopServer(folder, programs);
            throw;
        }
    }

    internal static string Connection(ServerFolder folder, string user, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = folder.Socket,
            Port = Settings.Port,
            Username = user,
            Database = database,
        }.ConnectionString;

    async Task Watch()
    {
        using var pause = new PeriodicTimer(WatchPause);
        while (await Next())
        {
            ServerLog.Bound(_folder.Log);
            if (Postmaster.IsAlive(_folder.Data))
                continue;

            try
            {
                Log.Restarting(_log, _folder.Root);
                StartServer(_folder, _programs);
            }
            catch (ServerException e)
            {
                Log.CannotRestart(_log, e);   // its last children may still be going down: the next round tries again
            }
        }

        async ValueTask<bool> Next()
        {
            try
            {
                return await pause.WaitForNextTickAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    static string Program(string folder, string name) => Path.Combine(folder, name);

    static void Must((int ExitCode, string Output) result)
    {
        if (result.ExitCode != 0)
            throw new ServerException($"The private PostgreSQL could not be started: {result.Output.Trim()}");
    }

    static partial class Log
    {
        [LoggerMessage(20, LogLevel.Warning, "The private PostgreSQL in {Folder} is gone and is started again")]
        public static partial void Restarting(ILogger log, string folder);

        [LoggerMessage(21, LogLevel.Error, "The private PostgreSQL could not be started; trying again in a second")]
        public static partial void CannotRestart(ILogger log, Exception e);
    }
}
