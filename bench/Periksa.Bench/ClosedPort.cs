using System.Net;
using System.Net.Sockets;

namespace Periksa.Bench;

/// <summary>An address that refuses connections for as long as this lives: its port is taken, and nobody listens.
/// </summary>
sealed class ClosedPort : IDisposable
{
    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, port: 0));

    public Uri Address => new($"http://{_socket.LocalEndPoint}");

    public void Dispose() => _socket.Dispose();
}
