using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Periksa.Wire.Http;

/// <summary>Logs what nobody foresaw, with its trace: a few of each kind a minute, for what everybody meets says the
/// same each time. How many there were, <see cref="RefusedRequests"/> tells.</summary>
public sealed partial class FailureLog(ILogger log)
{
    /// <summary>So many of one kind are logged a minute.</summary>
    public const int ShownOfKind = 5;

    // A message may name what differs each time.
    const int KindsMaximum = 100;

    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<(string? Endpoint, Type Type, string Message), int> _shown = [];
    long _since = Stopwatch.GetTimestamp();

    public void Tell(Exception e, string method, string? endpoint)
    {
        var since = Interlocked.Read(ref _since);
        var now = Stopwatch.GetTimestamp();
        if (Stopwatch.GetElapsedTime(since, now) >= Minute
            && Interlocked.CompareExchange(ref _since, now, since) == since)
        {
            _shown.Clear();
        }

        var kind = (endpoint, e.GetType(), e.Message);
        if (_shown.Count >= KindsMaximum && !_shown.ContainsKey(kind))
            kind = (null, typeof(Exception), "");

        if (_shown.AddOrUpdate(kind, 1, static (_, count) => count + 1) <= ShownOfKind)
            Log.Failed(log, e, method, endpoint);
    }

    static partial class Log
    {
        [LoggerMessage(50, LogLevel.Error, "{Method} {Endpoint} failed")]
        public static partial void Failed(ILogger log, Exception e, string method, string? endpoint);
    }
}
