using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace Periksa.Wire.Http;

/// <summary>The proxies between a caller and this host: what they say of the caller counts if they are configured, and
/// nobody else's word does.</summary>
public static partial class Proxies
{
    const string ForwardedFor = "X-Forwarded-For";
    const string Forwarded = "Forwarded";
    const string RealIp = "X-Real-IP";
    const string ForwardedPrefix = "X-Forwarded-Prefix";

    /// <summary>Left by the framework where it has taken <c>X-Forwarded-For</c> at its word.</summary>
    const string OriginalFor = "X-Original-For";

    /// <summary>Takes the configured proxies off, any number of them in a row, from the nearest on.</summary>
    public static void UseProxies(
        this IApplicationBuilder app, IReadOnlyCollection<System.Net.IPNetwork> proxies)
    {
        app.Use((http, next) =>
        {
            http.Request.Headers.Remove(OriginalFor);
            KeepPrefix(http.Request.Headers);
            return next(http);
        });
        if (proxies.Count == 0)
            return;

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                | ForwardedHeaders.XForwardedPrefix,
            ForwardLimit = null,   // the usual limit of one takes the second proxy for the caller
        };

        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);

        app.UseForwardedHeaders(options);
    }

    // A proxy may hand on what a caller has sent: "//elsewhere.example" would lead away from here.
    static void KeepPrefix(IHeaderDictionary headers)
    {
        if (!headers.TryGetValue(ForwardedPrefix, out var said))
            return;

        var prefix = said.ToString().TrimEnd('/');
        if (prefix.Length > 0 && Prefix.IsMatch(prefix))
            headers[ForwardedPrefix] = prefix;
        else
            headers.Remove(ForwardedPrefix);
    }

    [GeneratedRegex(@"\A(?:/[A-Za-z0-9._~-]{1,100}){1,10}\z")]
    private static partial Regex Prefix { get; }

    /// <summary>True if a proxy that was not taken off has had the request: <see cref="SourceAddress"/> may be its
    /// own.</summary>
    public static bool IsHidden(HttpContext http)
    {
        var headers = http.Request.Headers;
        return headers.ContainsKey(ForwardedFor)
            || (!headers.ContainsKey(OriginalFor) && (headers.ContainsKey(Forwarded) || headers.ContainsKey(RealIp)));
    }

    /// <summary>True if any proxy has had the request, whether it was taken off or not.</summary>
    public static bool AreNamed(HttpContext http)
    {
        var headers = http.Request.Headers;
        return IsHidden(http) || headers.ContainsKey(OriginalFor)
            || headers.ContainsKey(Forwarded) || headers.ContainsKey(RealIp) || headers.ContainsKey("Via");
    }
}
