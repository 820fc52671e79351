using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Periksa.Store.Tests;

/// <summary>A connection to the server's socket that can be told to lose what comes back, and to break.</summary>
sealed class Cable : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly List<Socket> _ends = [];
    readonly NpgsqlConnectionStringBuilder _server;
    readonly Task _accepting;
    volatile bool _isSwallowing;

    public Cable(string connectionString)
    {
        _server = new(connectionString);
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>The database at its other end, through one connection at a time.</summary>
    public NpgsqlDataSource Open() => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(_server.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
            MaxPoolSize = 1,
        });

    public void SwallowAnswers() => _isSwallowing = true;

    public void Break()
    {
        _isSwallowing = false;
        lock (_ends)
        {
            _ends.ForEach(end => end.Dispose());
            _ends.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Break();
        await _accepting;
    }

    async Task Accept()
    {
        try
        {
            while (true)
                await Connect(await _listener.AcceptSocketAsync());
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }

    async Task Connect(Socket client)
    {
        var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await server.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_server.Host!, ".s.PGSQL.5432")));

        lock (_ends)
            _ends.AddRange([client, server]);

        _ = Pump(client, server, isAnswer: false);
        _ = Pump(server, client, isAnswer: true);
    }

    async Task Pump(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var read and > 0)
            {
                if (!isAnswer || !_isSwallowing)
                    await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The cable broke.
        }
    }
}
