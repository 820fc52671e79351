using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Periksa.Callbacks.Posting;

/// <summary>Tells the internet from everything else: whoever registers a URL must not reach what only this machine or
/// its network can.</summary>
static class PublicAddress
{
    /// <summary>IPv4 that is not the internet: the special-purpose registry, multicast, and what was never
    /// assigned.</summary>
    static readonly IPNetwork[] NotPublic =
    [
        IPNetwork.Parse("0.0.0.0/8"),        // this network
        IPNetwork.Parse("10.0.0.0/8"),       // private
        IPNetwork.Parse("100.64.0.0/10"),    // shared by a carrier's customers
        IPNetwork.Parse("127.0.0.0/8"),      // this machine
        IPNetwork.Parse("169.254.0.0/16"),   // this link, and the clouds' metadata
        IPNetwork.Parse("172.16.0.0/12"),    // private
        IPNetwork.Parse("192.0.0.0/24"),     // protocol assignments
        IPNetwork.Parse("192.0.2.0/24"),     // documentation
        IPNetwork.Parse("192.88.99.0/24"),   // relays from IPv6, abandoned
        IPNetwork.Parse("192.168.0.0/16"),   // private
        IPNetwork.Parse("198.18.0.0/15"),    // benchmarks
        IPNetwork.Parse("198.51.100.0/24"),  // documentation
        IPNetwork.Parse("203.0.113.0/24"),   // documentation
        IPNetwork.Parse("224.0.0.0/4"),      // multicast
        IPNetwork.Parse("240.0.0.0/4"),      // reserved, and broadcast
    ];

    /// <summary>All of IPv6 that is assigned for the internet…</summary>
    static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>… without these. The tunnels would lead to an IPv4 address of the sender's choice.</summary>
    static readonly IPNetwork[] NotGlobal =
    [
        IPNetwork.Parse("2001::/23"),        // protocol assignments, Teredo among them
        IPNetwork.Parse("2001:db8::/32"),    // documentation
        IPNetwork.Parse("2002::/16"),        // 6to4
        IPNetwork.Parse("3fff::/20"),        // documentation
    ];

    /// <summary>IPv4 as a network without IPv4 sees it.</summary>
    static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());

        if (address.AddressFamily is AddressFamily.InterNetwork)
            return !NotPublic.Any(network => network.Contains(address));

        if (Translated.Contains(address))
            return Is(Embedded(address));

        return Global.Contains(address) && !NotGlobal.Any(network => network.Contains(address));
    }

    static IPAddress Embedded(IPAddress address) =>
        new(BinaryPrimitives.ReadUInt32LittleEndian(address.GetAddressBytes().AsSpan(12)));
}
