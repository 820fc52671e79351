using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Periksa.Postgres;

namespace Periksa.Partners;

/// <summary>Says who is refused because a row is no good: when that changes, and again every few minutes.</summary>
sealed partial class UnreadableReport : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    // Names are the operator's to mend one after the other; more of them would only fill the log.
    const int NamedAtMost = 20;

    readonly ILogger _log;
    readonly Meter _meter = new(StoreTelemetry.Name);
    IReadOnlyList<UnreadableCredential> _said = [];
    long _saidAt;

    /// <param name="count">How many there are now.</param>
    /// <param name="shut">How many secrets no master key opens.</param>
    public UnreadableReport(ILogger log, Func<int> count, Func<int> shut)
    {
        _log = log;
        _meter.CreateObservableGauge(
            "periksa.credentials.unreadable", count, "{credential}", "Credentials refused because a row is no good.");
        _meter.CreateObservableGauge(
            "periksa.unopened.secrets", shut, "{secret}", "Sealed secrets that no master key of this host opens.");
    }

    public void Dispose() => _meter.Dispose();

    /// <param name="now">A time stamp of <see cref="Stopwatch"/>.</param>
    public void Say(IReadOnlyList<UnreadableCredential> unreadable, long now)
    {
        var isSame = unreadable.SequenceEqual(_said);
        if (isSame && (unreadable.Count == 0 || Stopwatch.GetElapsedTime(_saidAt, now) < Pause))
            return;

        (_said, _saidAt) = (unreadable, now);
        if (unreadable.Count == 0)
            Log.Mended(_log);
        else
            Log.Unreadable(_log, unreadable.Count, string.Join("; ", unreadable.Take(NamedAtMost)));
    }

    static partial class Log
    {
        [LoggerMessage(35, LogLevel.Error, "{Count} credentials are refused, since what they are made of is no good: "
            + "{Credentials}")]
        public static partial void Unreadable(ILogger log, int count, string credentials);

        [LoggerMessage(45, LogLevel.Information, "Every credential can be read again")]
        public static partial void Mended(ILogger log);
    }
}
