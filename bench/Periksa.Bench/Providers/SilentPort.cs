using System.Net;
using System.Net.Sockets;

namespace Periksa.Bench.Providers;

/// <summary>Accepts whoever connects, and never says anything.</summary>
sealed class SilentPort : IDisposable
{
    const int Backlog = 512;

    readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    readonly List<Socket> _accepted = [];
    readonly Task _accepting;

    public SilentPort()
    {
        _listener.Start(Backlog);
        _accepting = Accept();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public void Dispose()
    {
        _listener.Dispose();
        _accepting.Wait();
        _accepted.ForEach(socket => socket.Dispose());
    }

    async Task Accept()
    {
        try
        {
            while (true)
                _accepted.Add(await _listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }
}
