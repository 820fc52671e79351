using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Periksa.Tests.Postgres;

/// <summary>A pgbouncer in front of the tests' server.</summary>
public sealed class Bouncer : IAsyncDisposable
{
    const string ServerUser = "postgres";
    static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);

    static readonly string Program =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/sbin").Select(folder => Path.Combine(folder, "pgbouncer")).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Install 'pgbouncer', or run scripts/test.sh as root.");

    readonly Process _process;
    readonly string _folder;
    readonly int _port;

    Bouncer(Process process, string folder, int port) => (_process, _folder, _port) = (process, folder, port);

    /// <param name="mode">session, transaction or statement.</param>
    /// <param name="connectionString">A database of the tests' server.</param>
    public static async Task<Bouncer> Start(string mode, string connectionString)
    {
        var folder = TestServer.TemporaryFolder();
        Directory.CreateDirectory(folder);
        var port = Ports.Free();
        var settings = Path.Combine(folder, "pgbouncer.ini");
        var users = Path.Combine(folder, "users.txt");
        await File.WriteAllTextAsync(users, "\"periksa\" \"\"\n\"periksa_owner\" \"\"\n");
        await File.WriteAllTextAsync(settings, $"""
            [databases]
            * = host={new NpgsqlConnectionStringBuilder(connectionString).Host} port=5432

            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {users}
            pool_mode = {mode}
            default_pool_size = 20
            {(Environment.IsPrivilegedProcess ? $"user = {ServerUser}" : "")}
            """);

        var bouncer = new Bouncer(
            Process.Start(new ProcessStartInfo(Program, ["-q", settings]) { RedirectStandardError = true })!,
            folder,
            port);
        await bouncer.WaitUntilItListens();
        return bouncer;
    }

    /// <summary>The same database, by way of this pooler.</summary>
    public string Through(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Host = $"{IPAddress.Loopback}",
        Port = _port,
    }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    async Task WaitUntilItListens()
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException) when (patience.Elapsed < StartPatience && !_process.HasExited)
            {
                // It is still starting.
            }
        }
    }
}
