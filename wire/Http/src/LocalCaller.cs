using System.Net;
using Microsoft.AspNetCore.Http;

namespace Periksa.Wire.Http;

/// <summary>Whether a request was made on this machine and on purpose.</summary>
public static class LocalCaller
{
    const string OtherSite = "cross-site";

    static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>True if it came from loopback, as far as configured proxies tell, to one of this machine's own names,
    /// and no page of another site had a browser send it.</summary>
    public static bool Is(HttpContext http) =>
        SourceAddress.Of(http) is { } address && IPAddress.IsLoopback(address)
        && IsOwn(http.Request.Host.Host)   // a name that was made to point at this machine shows here
        && !IsOfOtherSite(http.Request.Headers);

    /// <summary>The same, and through no proxy at all.</summary>
    public static bool IsDirect(HttpContext http) => Is(http) && !Proxies.AreNamed(http);

    static bool IsOwn(string name) => OwnNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    // Browsers that are too old to tell the one tell the other of whatever may change something.
    static bool IsOfOtherSite(IHeaderDictionary headers) =>
        headers["Sec-Fetch-Site"].Contains(OtherSite, StringComparer.OrdinalIgnoreCase)
        || (headers.Origin is [{ } origin, ..]
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsOwn(page.Host)));
}
