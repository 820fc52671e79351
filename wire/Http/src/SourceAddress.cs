using System.Net;
using Microsoft.AspNetCore.Http;

namespace Periksa.Wire.Http;

/// <summary>The address that a request came from.</summary>
public static class SourceAddress
{
    /// <summary>The connection's address, an IPv4 address written as IPv6 unmapped; <c>null</c> where there is no
    /// network.</summary>
    public static IPAddress? Of(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4(),
        var address => address,
    };
}
