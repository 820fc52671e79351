using System.Net;
using System.Net.Sockets;

namespace Periksa.Tests.Postgres;

/// <summary>
/// Loopback ports that stay free while their server is down. The system hands its own, from 32768 on, to outgoing
/// connections meanwhile; a client that tries such a port again and again may even be connected to itself.
/// </summary>
public static class Ports
{
    const int First = 10_000;
    const int End = 32_000;

    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: another.
            }
        }
    }
}
