using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Periksa.Wire.Http;

/// <summary>Tells why requests are refused: counted all, logged a few of each kind a minute, and in a sandbox said to
/// the caller, too.</summary>
public sealed partial class RefusedRequests : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Periksa.Wire";

    /// <summary>The name of the counter.</summary>
    public const string CounterName = "periksa.refusals";

    public const string AdviceHeader = "X-Sandbox-Advice";

    /// <summary>So many of one kind are logged a minute.</summary>
    public const int ShownOfKind = 5;

    /// <summary>So many of all kinds.</summary>
    public const int ShownOfAll = 100;

    // Kinds are bounded by codes and partners; this is for a flood of both.
    const int KindsMaximum = 1000;

    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly Meter Meter = new(Name);

    static readonly Counter<long> Counter = Meter.CreateCounter<long>(
        CounterName, "{request}", "Requests refused, by dialect, code and partner.");

    /// <summary>So many of those that were shown are kept, to look at.</summary>
    public const int Kept = 500;

    readonly Queue<ShownRefusal> _kept = new();
    readonly TimeProvider _clock;
    readonly ILogger<RefusedRequests> _log;
    readonly bool _isSandbox;
    readonly ITimer _timer;
    ConcurrentDictionary<Kind, Tally> _tallies = [];
    int _shown;

    /// <param name="isSandbox">Whether callers are told what their developers would look for in the log.</param>
    public RefusedRequests(ILogger<RefusedRequests> log, TimeProvider clock, bool isSandbox)
    {
        (_log, _clock, _isSandbox) = (log, clock, isSandbox);
        _timer = clock.CreateTimer(_ => BeginMinute(), state: null, Minute, Minute);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Returns the refusal of a request with all that was noted of it.</summary>
    public static Refused Known(HttpContext http, Refused refused) =>
        http.Features.Get<RequestNotes>() is { Reason: { } reason } notes
            ? refused with { Reason = reason, Advice = notes.Advice ?? refused.Advice }
            : refused;

    internal void Tell(HttpContext http, string dialect, Refused refused)
    {
        var (code, reason, advice) = Known(http, refused);
        var named = http.Features.Get<RequestNotes>()?.Partner;
        Counter.Add(1, new("dialect", dialect), new("code", code), new("partner", named ?? "none"));
        var partner = named ?? "nobody";
        if (_isSandbox)
            http.Response.Headers[AdviceHeader] = advice;

        if (!Shows(new(dialect, code, partner)))
            return;

        // The path as it is mapped, not as the caller wrote it.
        var path = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        var address = SourceAddress.Of(http)?.ToString();
        Log.Refused(_log, dialect, code, partner, address, path, reason, advice);
        Keep(new(_clock.GetUtcNow(), dialect, code, named, address, http.Request.Method, path, reason, advice));
    }

    /// <summary>Those that were shown last, the newest first: a sample of a flood, and everything else.</summary>
    public IReadOnlyList<ShownRefusal> Recent
    {
        get
        {
            lock (_kept)
                return [.. _kept.Reverse()];
        }
    }

    void Keep(ShownRefusal shown)
    {
        lock (_kept)
        {
            _kept.Enqueue(shown);
            if (_kept.Count > Kept)
                _kept.Dequeue();
        }
    }

    /// <summary>Says how many were not shown, and shows the next ones again.</summary>
    public void BeginMinute()
    {
        var tallies = Interlocked.Exchange(ref _tallies, []);
        Interlocked.Exchange(ref _shown, 0);
        var hidden = tallies.Where(one => one.Value.Hidden > 0).ToArray();
        foreach (var (kind, tally) in hidden.OrderByDescending(one => one.Value.Hidden).Take(ShownOfKind))
            Log.Hidden(_log, tally.Hidden, kind.Dialect, kind.Code, kind.Partner);

        var others = hidden.OrderByDescending(one => one.Value.Hidden).Skip(ShownOfKind).Sum(one => one.Value.Hidden);
        if (others > 0)
            Log.OthersHidden(_log, others);
    }

    bool Shows(Kind kind)
    {
        var tallies = _tallies;
        var tally = tallies.Count < KindsMaximum || tallies.ContainsKey(kind)
            ? tallies.GetOrAdd(kind, static _ => new())
            : tallies.GetOrAdd(new(kind.Dialect, "any", "any"), static _ => new());
        if (tally.Next() <= ShownOfKind && Interlocked.Increment(ref _shown) <= ShownOfAll)
            return true;

        tally.Hide();
        return false;
    }

    readonly record struct Kind(string Dialect, string Code, string Partner);

    sealed class Tally
    {
        int _count;
        int _hidden;

        public int Hidden => Volatile.Read(ref _hidden);

        public int Next() => Interlocked.Increment(ref _count);

        public void Hide() => Interlocked.Increment(ref _hidden);
    }

    static partial class Log
    {
        [LoggerMessage(140, LogLevel.Information,
            "{Dialect} refused with {Code} what {Partner} asked of {Path} from {Address}. {Reason} {Advice}")]
        public static partial void Refused(
            ILogger log,
            string dialect,
            string code,
            string partner,
            string? address,
            string? path,
            string reason,
            string advice);

        [LoggerMessage(141, LogLevel.Information,
            "{Count} more were not shown in the last minute that {Dialect} refused with {Code} to {Partner}")]
        public static partial void Hidden(ILogger log, int count, string dialect, string code, string partner);

        [LoggerMessage(142, LogLevel.Information, "{Count} more refusals of other kinds were not shown")]
        public static partial void OthersHidden(ILogger log, int count);
    }
}

/// <summary>A request that was refused, without anything personal.</summary>
/// <param name="Partner">Whose it said it is; <c>null</c> where that is nobody.</param>
/// <param name="Path">As it is mapped, not as the caller wrote it.</param>
public sealed record ShownRefusal(
    DateTimeOffset At, string Dialect, string Code, string? Partner, string? Address, string Method, string? Path,
    string Reason, string Advice);
