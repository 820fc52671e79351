using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Periksa.Wire.Http;

/// <summary>Advice about mistakes that can be made in every dialect.</summary>
public static class Hints
{
    public const string Json = "Send the body as application/json, in UTF-8 and without a Content-Encoding.";
    public const string Method = "Use a method that the Allow header of this reply names.";
    public const string Path = "Compare the path with those of the dialect, letter by letter.";
    public const string Length = "Send less: a body has at most 64 KiB.";
    public const string Slower = "Wait a second and send slower; ask the operator for a higher limit if you need one.";
    public const string Broken = "Ask again in a moment; if it stays so, tell the operator the time of this request.";

    const string Register =
        "Have the operator register this address for you; behind proxies of the operator's, have them named in "
        + "Periksa__Proxies.";

    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Notes whose request it is, as far as it says so.</summary>
    public static void Name(HttpContext http, string partner) => RequestNotes.Of(http).Name(partner);

    /// <summary>Notes more than the code says.</summary>
    public static void Explain(HttpContext http, string reason, string? advice = null) =>
        RequestNotes.Of(http).Explain(reason, advice);

    /// <summary>Notes where it came from, which is nowhere registered.</summary>
    public static void Address(HttpContext http) => Explain(
        http,
        $"It came from {Text(SourceAddress.Of(http))}, which is none of the caller's registered addresses.",
        Register);

    /// <summary>Notes that its caller has no miss left.</summary>
    public static void Misses(HttpContext http) => Explain(
        http,
        "Its caller has named too many accounts that do not exist.",
        "Check numbers before you send them, and wait: one such account is forgiven each minute.");

    /// <summary>Notes how far off a timestamp is.</summary>
    /// <param name="ahead">How far it is ahead of the host's clock; negative for behind.</param>
    public static void Clock(HttpContext http, TimeSpan ahead)
    {
        var off = ahead.Duration();
        var seconds = off.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
        var side = ahead > TimeSpan.Zero ? "ahead of" : "behind";
        var reason = $"Its timestamp is {seconds} s {side} this host's clock";
        if (off > Hour / 2 && IsHours(off))
        {
            var hours = (off / Hour).ToString("F0", CultureInfo.InvariantCulture);
            Explain(
                http,
                $"{reason}, which is {hours} h: a clock of one zone labelled with another.",
                "Write the time and the offset of the same zone, e.g. 2026-11-28T17:00:00+07:00 for 10:00 UTC.");
            return;
        }

        Explain(http, reason + ".", "Stamp each request when you send it, and keep your clock right with NTP.");
    }

    /// <summary>Notes why an access token is refused.</summary>
    /// <param name="verdict">What was found of it; <c>null</c> where there was none to look at.</param>
    public static void Token(HttpContext http, string? verdict)
    {
        const string header = "Authorization";
        const string scheme = "Bearer ";
        var lines = http.Request.Headers[header];
        var text = lines is [{ } only] ? only : "";
        var (reason, advice) = (lines.Count, verdict) switch
        {
            (0, _) =>
                ("There is no Authorization header.", "Get an access token, and send it as Authorization: Bearer."),
            (> 1, _) => ("There is more than one Authorization header.", "Send the Authorization header once."),
            _ when !text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) =>
                ("The Authorization header does not begin with Bearer.", "Write Bearer, one space and the token."),
            _ when text[scheme.Length..].StartsWith(scheme, StringComparison.OrdinalIgnoreCase) =>
                ("The word Bearer stands there twice.", "Write Bearer once; some clients add it themselves."),
            (_, "Expired") =>
                ("The access token has expired.", "Get a new access token, and keep none longer than it says."),
            (_, "OfAnother") => ("The access token is another client's, or another dialect's.",
                "Show the token that this very client got in this dialect."),
            _ => ("The access token is none that this host knows: altered, cut, or signed with a key that is gone.",
                "Get a new access token, and send it whole, as it came."),
        };
        Explain(http, reason, advice);
    }

    static bool IsHours(TimeSpan off) => (off - (Hour * Math.Round(off / Hour))).Duration() < Tolerance;

    static string Text(IPAddress? address) => address?.ToString() ?? "no network";
}
