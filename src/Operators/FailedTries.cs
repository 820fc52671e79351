using System.Net;
using System.Net.Sockets;

namespace Periksa.Operators;

/// <summary>Counts wrong keys and wrong passwords by the address that they come from, and says when it is enough. On
/// each host for itself.</summary>
/// <remarks>Nobody guesses 256 bits, and tries at one name are counted in the database. This keeps whoever tries from
/// costing the database, or the processor, a look at each.</remarks>
public sealed class FailedTries(TimeProvider clock)
{
    /// <summary>Wrong tries from an address in a <see cref="Window"/>.</summary>
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

    /// <summary>Takes back one that turned out to be right.</summary>
    public void Forgive(IPAddress? address)
    {
        var network = Network(address);
        lock (_lock)
        {
            if (_failed.TryGetValue(network, out var failed))
                _failed[network] = failed with { Count = Math.Max(0, failed.Count - 1) };
        }
    }

    // The half that began first, so that it is seldom looked through.
    void MakeRoom()
    {
        foreach (var old in _failed.OrderBy(one => one.Value.Began).Take(AddressesMaximum / 2).ToArray())
            _failed.Remove(old.Key);
    }

    // Whoever has one address of IPv6 has 2^64 of them.
    public static IPAddress Network(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6 })
            return address ?? Nowhere;

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
