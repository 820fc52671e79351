using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Periksa.Tests.Postgres;

/// <summary>A PostgreSQL server on a loopback port, to be replicated from, killed, promoted and restored.</summary>
public sealed class Node : IAsyncDisposable
{
    const string ServerUser = "postgres";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly string _folder;

    Node(string folder, int port) => (_folder, Port) = (folder, port);

    public int Port { get; }

    public string Data => Path.Combine(_folder, $"node-{Port}");

    /// <summary>How the host's role connects to this server alone.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=periksa;Database=periksa";

    /// <summary>How a host is told of both.</summary>
    public static string ConnectionTo(params IEnumerable<Node> nodes) =>
        $"Host={string.Join(',', nodes.Select(node => $"127.0.0.1:{node.Port}"))};Username=periksa;Database=periksa";

    /// <summary>A new primary with an empty database. The folder is made, and is the server's user's.</summary>
    public static async Task<Node> Create(string folder, params string[] settings)
    {
        Run("install", asServer: false, IsRoot
            ? ["-d", "-o", ServerUser, "-g", ServerUser, "-m", "700", folder]
            : ["-d", "-m", "700", folder]);
        var node = new Node(folder, Ports.Free());
        Run(
            Program("initdb"), asServer: true,
            "-D", node.Data, "-U", ServerUser, "-A", "trust", "--locale=C", "--encoding=UTF8", "--no-sync", "-k");
        node.Start(settings);
        await node.Execute("create role periksa login", "create database periksa owner periksa");
        return node;
    }

    /// <summary>A standby that streams from this one, under the name <paramref name="name"/>.</summary>
    public Node CreateStandby(string name, params string[] settings)
    {
        var standby = BaseBackup();
        standby.Follow(this, name);
        standby.Start(settings);
        return standby;
    }

    /// <summary>A copy of this one's data, not started.</summary>
    public Node BaseBackup()
    {
        var copy = new Node(_folder, Ports.Free());
        Run(
            Program("pg_basebackup"), asServer: true,
            "-h", "127.0.0.1", "-p", $"{Port}", "-U", ServerUser, "-D", copy.Data, "-X", "stream", "-c", "fast",
            "--no-sync");
        return copy;
    }

    /// <summary>Makes a primary that was stopped a standby of the one that was promoted over it.</summary>
    public void ComeBackAsStandbyOf(Node primary, string name, params string[] settings)
    {
        // A crashed server must have stopped cleanly once before it can be wound back.
        Start(["listen_addresses="]);
        Stop("fast");
        Run(
            Program("pg_rewind"), asServer: true,
            "-D", Data, $"--source-server=host=127.0.0.1 port={primary.Port} user={ServerUser} dbname=postgres",
            "--no-sync");
        Follow(primary, name);
        Start(settings);
    }

    public void Start(params IEnumerable<string> settings)
    {
        string[] all =
        [
            "listen_addresses=127.0.0.1", $"port={Port}", $"unix_socket_directories={_folder}", "wal_level=replica",
            "wal_log_hints=on", "hot_standby=on", "max_connections=100", "wal_keep_size=256MB", .. settings,
        ];
        var log = Path.Combine(_folder, $"log-{Port}");
        try
        {
            Run(
                Program("pg_ctl"), asServer: true, "start", "-D", Data, "-l", log, "-w", "-t", "60", "-o",
                string.Join(' ', all.Select(setting => $"-c '{setting}'")));
        }
        catch (InvalidOperationException e)
        {
            var last = string.Join('\n', File.ReadLines(log).TakeLast(10));
            throw new InvalidOperationException($"{e.Message} {last}", e);
        }
    }

    /// <summary>fast or immediate.</summary>
    public void Stop(string mode) => Run(Program("pg_ctl"), asServer: true, "stop", "-D", Data, "-m", mode, "-w");

    /// <summary>SIGKILL to the first process and all its children: as if the machine had lost its power.</summary>
    public void Kill()
    {
        int[] killed = [.. Processes()];
        Signal("-KILL");

        // Whoever is not gone yet holds the shared memory, without which it does not start again; and what names a
        // process that nobody has waited for yet looks as if that still ran.
        SpinWait.SpinUntil(() => !killed.Any(IsAlive), Patience);
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        File.Delete(Path.Combine(_folder, $".s.PGSQL.{Port}.lock"));
    }

    /// <summary>Stands still, and does not know it.</summary>
    public void Freeze() => Signal("-STOP");

    public void Thaw() => Signal("-CONT");

    /// <summary>Returns when it takes writes.</summary>
    public void Promote() => Run(Program("pg_ctl"), asServer: true, "promote", "-D", Data, "-w", "-t", "60");

    /// <summary>Writes a file into its data.</summary>
    public void Write(string file, string text) =>
        Run("sh", asServer: true, "-c", "printf '%s\\n' \"$2\" >> \"$1\"", "sh", Path.Combine(Data, file), text);

    public async Task<T> Ask<T>(string question, string database = "postgres")
    {
        await using var connection = await Connect(database);
        await using var command = new NpgsqlCommand(question, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(params string[] statements)
    {
        await using var connection = await Connect("postgres");
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Stops it if it runs. The folder is its maker's to remove.</summary>
    public ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            Thaw();   // a test may have ended in the middle
            Stop("immediate");
        }

        return ValueTask.CompletedTask;
    }

    void Follow(Node primary, string name)
    {
        Write("standby.signal", "");
        Write(
            "postgresql.auto.conf",
            $"primary_conninfo = 'host=127.0.0.1 port={primary.Port} user={ServerUser} application_name={name}'");
        Write("postgresql.auto.conf", "recovery_target_timeline = 'latest'");
    }

    // The first process comes first, so that it starts no other; a child may have ended meanwhile.
    void Signal(string signal) =>
        Run("sh", asServer: false, [
            "-c", "kill \"$@\" 2>/dev/null || true", "sh", signal, .. Processes().Select(one => $"{one}"),
        ]);

    IEnumerable<int> Processes()
    {
        var first = int.Parse(
            File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        var children = File.ReadAllText($"/proc/{first}/task/{first}/children");
        return children.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture)).Prepend(first);
    }

    // A killed process that nobody has waited for yet (Z) holds nothing any more.
    static bool IsAlive(int process)
    {
        try
        {
            var state = File.ReadAllText($"/proc/{process}/stat");
            return state[state.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    async Task<NpgsqlConnection> Connect(string database)
    {
        var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={Port};Username={ServerUser};Database={database};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    static bool IsRoot { get; } = Environment.IsPrivilegedProcess;

    static string Home { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(one => Path.Combine(one, "bin")).Order().Last()
        : "";

    static string Program(string name) => Path.Combine(Home, name);

    static void Run(string program, bool asServer, params string[] arguments)
    {
        string[] line = asServer && IsRoot ? ["runuser", "-u", ServerUser, "--", program] : [program];
        var start = new ProcessStartInfo(line[0], [.. line[1..], .. arguments]) { WorkingDirectory = "/" };
        start.RedirectStandardError = program.EndsWith("pg_ctl", StringComparison.Ordinal) is false;
        using var process = Process.Start(start)!;
        var errors = start.RedirectStandardError ? process.StandardError.ReadToEnd() : "";
        if (!process.WaitForExit(Patience) || process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors}");
    }
}
