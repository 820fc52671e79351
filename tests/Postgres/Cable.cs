using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Periksa.Tests.Postgres;

/// <summary>A connection to the server's socket that can be told to lose what comes back, and to break.</summary>
public sealed class Cable : IAsyncDisposable
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

    /// <summary>How its other end is reached through it.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>A connection on which this was sent hears nothing of the commit that follows it, nor of anything
    /// after; <c>null</c> for none.</summary>
    public string? LosesCommitOf { get; set; }

    /// <summary>The database at its other end, through one connection at a time.</summary>
    public NpgsqlDataSource Open() => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = 1 });

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

        var line = new Line(LosesCommitOf);
        _ = Pump(client, server, sent => line.Hear(sent.Span));
        _ = Pump(server, client, _ => !_isSwallowing && !line.IsLosing);
    }

    static async Task Pump(Socket from, Socket to, Predicate<ReadOnlyMemory<byte>> passes)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var read and > 0)
            {
                if (passes(buffer.AsMemory(0, read)))
                    await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The cable broke.
        }
    }

    /// <summary>One of its connections, which listens to what is sent.</summary>
    sealed class Line(string? losesCommitOf)
    {
        readonly byte[] _mark = Encoding.UTF8.GetBytes(losesCommitOf ?? "");
        bool _isMarked;

        public volatile bool IsLosing;

        public bool Hear(ReadOnlySpan<byte> sent)
        {
            _isMarked |= _mark.Length > 0 && sent.IndexOf(_mark) >= 0;
            if (_isMarked && sent.IndexOf("COMMIT"u8) >= 0)
                IsLosing = true;

            return true;
        }
    }
}
