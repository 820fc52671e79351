using System.Net;

namespace Periksa.Tests;

public class CredentialTests
{
    static readonly Credential Anywhere = new(new("sento"), new("tokomaju"), new(new("toko-maju"), Active: true));

    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("2001:db8::7")]
    [InlineData(null)]
    public void May_call_from_anywhere_when_no_address_is_registered(string? address) =>
        Assert.True(Anywhere.MayCallFrom(Address(address)));

    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.0")]
    [InlineData("203.0.113.0/24", "203.0.113.255")]
    [InlineData("203.0.113.7/32", "203.0.113.7")]
    [InlineData("0.0.0.0/0", "198.51.100.1")]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1")]
    [InlineData("::1/128", "::1")]
    [InlineData("198.51.100.0/30 2001:db8::/32 203.0.113.0/24", "203.0.113.9")]
    public void May_call_from_an_address_within_a_registered_network(string networks, string address) =>
        Assert.True(RestrictedTo(networks).MayCallFrom(Address(address)));

    [Theory]
    [InlineData("203.0.113.0/24", "203.0.112.255")]
    [InlineData("203.0.113.0/24", "203.0.114.0")]
    [InlineData("203.0.113.7/32", "203.0.113.8")]
    [InlineData("0.0.0.0/0", "2001:db8::1")]
    [InlineData("::/0", "198.51.100.1")]
    [InlineData("2001:db8::/32", "2001:db9::")]
    [InlineData("203.0.113.0/24", null)]   // a connection without an address, e.g. over a Unix socket
    [InlineData("0.0.0.0/0 ::/0", null)]
    public void May_not_call_from_elsewhere(string networks, string? address) =>
        Assert.False(RestrictedTo(networks).MayCallFrom(Address(address)));

    static Credential RestrictedTo(string networks) =>
        Anywhere with { Addresses = [.. networks.Split(' ').Select(IPNetwork.Parse)] };

    static IPAddress? Address(string? text) => text is null ? null : IPAddress.Parse(text);
}
