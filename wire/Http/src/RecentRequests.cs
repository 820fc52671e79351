using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Periksa.Wire.Http;

/// <summary>One request, what it was answered, and why.</summary>
/// <param name="Partner">Whose it says it is; <c>null</c> where that is nobody.</param>
/// <param name="Target">The path and query as they came.</param>
/// <param name="Code">The code that refused it; <c>null</c> of an answer.</param>
/// <param name="Headers">In the caller's order, secrets masked.</param>
/// <param name="Body">As far as it was read, cut and masked.</param>
public sealed record RecentRequest(
    DateTimeOffset At,
    string Dialect,
    string? Partner,
    string Method,
    string Target,
    int Status,
    string? Code,
    string? Reason,
    string? Advice,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string Body,
    string Reply);

/// <summary>A sandbox's memory of who asked what and what they heard: what this host has served, no more.</summary>
public sealed partial class RecentRequests(TimeProvider clock)
{
    /// <summary>So many of each partner's are kept, and of nobody's.</summary>
    public const int OfPartner = 200;

    /// <summary>Of longer bodies and replies the beginning is kept.</summary>
    public const int BodyLimitBytes = 4 * 1024;

    /// <summary>Beyond so many in a second only refusals are kept: nobody reads more, and each costs its time and
    /// memory.</summary>
    public const int AnswersASecond = 500;

    const int PartnersMaximum = 100;
    const string Masked = "(masked)";
    const string Nobody = "";


    readonly ConcurrentDictionary<string, Ring> _rings = new(StringComparer.Ordinal);
    long _number;
    long _second;
    int _ofSecond;

    /// <summary>Newest first.</summary>
    /// <param name="partner">Whose; <c>null</c> for everybody's.</param>
    public IReadOnlyList<RecentRequest> Of(string? partner)
    {
        IEnumerable<Ring> rings = partner is null ? _rings.Values
            : _rings.TryGetValue(partner, out var ring) ? [ring] : [];
        return [.. rings.SelectMany(one => one.All).OrderByDescending(one => one.Number).Select(ToRequest)];
    }

    /// <summary>True if the next request will be kept whatever it is answered; its body is remembered then.</summary>
    internal bool TakesNext()
    {
        var second = Environment.TickCount64 / 1000;
        if (Interlocked.Exchange(ref _second, second) != second)
            Interlocked.Exchange(ref _ofSecond, 0);

        return Interlocked.Increment(ref _ofSecond) <= AnswersASecond;
    }

    internal void Keep(HttpContext http, string dialect, JsonReply reply)
    {
        if (reply.Refused is null && http.Features.Get<RequestNotes>() is not { IsKept: true })
            return;

        var notes = RequestNotes.Of(http);
        var refused = reply.Refused is { } one ? RefusedRequests.Known(http, one) : null;
        var kept = new Kept(
            Interlocked.Increment(ref _number),
            clock.GetUtcNow(),
            dialect,
            notes.Partner,
            http.Request.Method,
            RequestTarget.Of(http),
            reply == JsonReply.Said ? http.Response.StatusCode : reply.Status,
            refused,
            [.. http.Request.Headers],
            Beginning(notes.Body),
            Beginning(reply.Body));

        RingOf(notes.Partner ?? Nobody).Add(kept);
    }

    // Every request is kept and few are looked at: what is shown of it is worked out then.
    static RecentRequest ToRequest(Kept one) => new(
        one.At,
        one.Dialect,
        one.Partner,
        one.Method,
        Target(one.Target),
        one.Status,
        one.Refused?.Code,
        one.Refused?.Reason,
        one.Refused?.Advice,
        [.. one.Headers.Select(header => KeyValuePair.Create(header.Key, Mask(header.Key, header.Value)))],
        Text(one.Body),
        Text(one.Reply));

    // A long one is copied, so that the rest of it is not kept.
    static ReadOnlyMemory<byte> Beginning(ReadOnlyMemory<byte> bytes) =>
        bytes.Length <= BodyLimitBytes ? bytes : bytes[..BodyLimitBytes].ToArray();

    // Partners are in the directory; a sandbox with more of them than this keeps those that came first.
    Ring RingOf(string partner) =>
        _rings.Count >= PartnersMaximum && !_rings.ContainsKey(partner)
            ? _rings.GetOrAdd(Nobody, static _ => new())
            : _rings.GetOrAdd(partner, static _ => new());

    static string Mask(string name, StringValues value)
    {
        var text = value.ToString();
        if (!IsSecret(name))
            return text.Length <= BodyLimitBytes ? text : text[..BodyLimitBytes];

        var scheme = text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? text[..7] : "";
        return scheme + Masked;
    }

    // By the words in it: people send keys in headers that no contract names. A signature is none, and a client's name
    // is none either, although its header is called a key.
    static bool IsSecret(string name) =>
        !name.Equals("X-CLIENT-KEY", StringComparison.OrdinalIgnoreCase) && SecretName.IsMatch(name);

    // The path and query, with whatever a secret's parameter says left out.
    static string Target(string target) => SecretParameter.Replace(target, $"${{name}}{Masked}");

    static string Text(ReadOnlyMemory<byte> bytes) =>
        Secret.Replace(Encoding.UTF8.GetString(bytes.Span), $"${{name}}\"{Masked}\"");

    [GeneratedRegex(
        """(?<name>"[^"]*(?:token|secret|password|api[_-]?key)[^"]*"\s*:\s*)(?:"(?:\\.|[^"\\])*"?|[0-9.eE+-]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Secret { get; }

    [GeneratedRegex("auth|cookie|token|secret|passw|key", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName { get; }

    [GeneratedRegex(
        "(?<name>[?&][^=&]*(?:auth|token|secret|passw|key)[^=&]*=)[^&]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SecretParameter { get; }

    sealed record Kept(
        long Number,
        DateTimeOffset At,
        string Dialect,
        string? Partner,
        string Method,
        string Target,
        int Status,
        Refused? Refused,
        KeyValuePair<string, StringValues>[] Headers,
        ReadOnlyMemory<byte> Body,
        ReadOnlyMemory<byte> Reply);

    sealed class Ring
    {
        readonly Lock _lock = new();
        readonly Queue<Kept> _requests = new();

        public Kept[] All
        {
            get
            {
                lock (_lock)
                    return [.. _requests];
            }
        }

        public void Add(Kept request)
        {
            lock (_lock)
            {
                _requests.Enqueue(request);
                if (_requests.Count > OfPartner)
                    _requests.Dequeue();
            }
        }
    }
}
