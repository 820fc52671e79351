using System.Net;
using System.Net.Sockets;

namespace Periksa.Callbacks.Tests;

/// <summary>Takes connections, as the kernel does for a server that has stopped working, and never says a
/// word.</summary>
sealed class Hole : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Hole() => _listener.Start(backlog: 1000);

    public string Url => $"http://{_listener.LocalEndpoint}/";

    public void Dispose() => _listener.Dispose();
}
