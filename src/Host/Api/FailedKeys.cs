using System.Net;
using System.Net.Sockets;

namespace Periksa.Host.Api;

/// <summary>Counts wrong keys by the address that they come from, and says when it is enough. On each host for
/// itself.</summary>
/// <remarks>Nobody guesses 256 bits. This keeps whoever tries from costing the database a look at each.</remarks>
sealed class FailedKeys(TimeProvider clock)
{
    /// <summary>Wrong keys from an address in a <see cref="Window"/>.</summary>
    public const int Maximum = 10;

    /// <summary>Addresses that are remembered: about a megabyte.</summary>
    public const int AddressesMaximum = 10_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // What everybody whose address is not known shares.
    static readonly IPAddress Nowhere = IPAddress.None;

    readonly Lock _lock = new();
    readonly Dictionary<IPAddress, (DateTimeOffset Began, int Count)> _failed = [];

    /// <summary>How long an address must wait; zero where it need not.</summary>
    public TimeSpan Wait(IPAddress? address)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            return _failed.TryGetValue(Network(address), out var failed)
                && failed.Count >= Maximum && failed.Began + Window > now
                ? failed.Began + Window - now
                : TimeSpan.Zero;
        }
    }

    public void Note(IPAddress? address)
    {
        var (now, network) = (clock.GetUtcNow(), Network(address));
        lock (_lock)
        {
            if (_failed.TryGetValue(network, out var failed) && failed.Began + Window > now)
            {
                _failed[network] = failed with { Count = failed.Count + 1 };
                return;
            }

            if (_failed.Count >= AddressesMaximum && !_failed.ContainsKey(network))
                MakeRoom();

            _failed[network] = (now, 1);
        }
    }

    // The half that began first, so that it is seldom looked through.
    void MakeRoom()
    {
        foreach (var old in _failed.OrderBy(one => one.Value.Began).Take(AddressesMaximum / 2).ToArray())
            _failed.Remove(old.Key);
    }

    // Whoever has one address of IPv6 has 2^64 of them.
    static IPAddress Network(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6 })
            return address ?? Nowhere;

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
