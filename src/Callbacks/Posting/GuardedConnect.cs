using System.Net;
using System.Net.Sockets;

namespace Periksa.Callbacks.Posting;

/// <summary>Makes connections, to permitted addresses only.</summary>
/// <remarks>The address is checked here and not with the URL: a name can lead elsewhere by the time it is connected to.
/// What was checked is what is connected to.</remarks>
sealed class GuardedConnect(CourierOptions options)
{
    // One address that swallows everything must leave time for the next.
    const int AddressesMaximum = 3;

    readonly Lookups _lookups = new();

    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (name, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = (await _lookups.Find(name, cancel)).Where(MayCall).Take(AddressesMaximum).ToArray();
        if (addresses.Length == 0)
            throw new ForbiddenAddressException();

        for (var i = 0; ; i++)
        {
            try
            {
                return await Connect(new(addresses[i], port), options.Timeout / addresses.Length, cancel);
            }
            catch (Exception e) when (
                e is SocketException or OperationCanceledException
                && i + 1 < addresses.Length && !cancel.IsCancellationRequested)
            {
                // The next one may answer.
            }
        }
    }

    bool MayCall(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return options.IsSandbox || PublicAddress.Is(plain) || options.Permitted.Any(one => one.Contains(plain));
    }

    static async Task<Stream> Connect(IPEndPoint address, TimeSpan limit, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(limit);

        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, patience.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A name leads to no address that may be called.</summary>
sealed class ForbiddenAddressException() : IOException("The address may not be called.");
