using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Periksa.Wire.Http;

/// <summary>The target of a request, as a signature covers it.</summary>
public static class RequestTarget
{
    /// <summary>Path and query as the caller wrote them. Put together again from the parsed path, <c>%2e</c> and
    /// <c>%7E</c> would come out otherwise, and honest signatures would fail. Behind a configured proxy, the prefix
    /// that it took away is in front again.</summary>
    public static string Of(HttpContext http)
    {
        var raw = http.Features.Get<IHttpRequestFeature>()?.RawTarget;

        // In memory, in tests, there is no request line.
        if (string.IsNullOrEmpty(raw))
            return http.Request.PathBase + http.Request.Path + http.Request.QueryString;

        // Sent to a proxy, or as if to one, a request line names the whole address; what is signed begins with the
        // path.
        if (raw[0] != '/' && raw.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
            raw = raw.IndexOf('/', scheme + 3) is > 0 and var path ? raw[path..] : "/";

        return http.Request.PathBase.HasValue && !raw.StartsWith(http.Request.PathBase.Value!, StringComparison.Ordinal)
            ? http.Request.PathBase + raw
            : raw;
    }

    /// <summary>The target of a URL that is called: its registered text after the authority, byte for byte. An address
    /// that was parsed and put together again may be spelt otherwise.</summary>
    public static string Of(string url)
    {
        var afterScheme = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + "://".Length);
        var authorityLength = afterScheme.IndexOfAny('/', '?', '#');
        var target = authorityLength < 0 ? default : afterScheme[authorityLength..];
        if (target.IndexOf('#') is >= 0 and var fragment)
            target = target[..fragment];   // never sent

        return target is ['/', ..] ? target.ToString() : $"/{target}";
    }
}
