using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Periksa.Monitoring;

/// <summary>Counts what this host is asked and what it says, by listening to its own metrics.</summary>
public sealed class TrafficTally : IDisposable
{
    /// <summary>How long callers waited, in milliseconds: the upper ends of what is counted together.</summary>
    public static readonly int[] Times =
        [1, 2, 3, 5, 8, 13, 20, 30, 50, 80, 130, 200, 300, 500, 800, 1300, 2000, 3000, 5000, 10_000, 60_000];

    /// <summary>More kinds of things in a minute are not told from each other.</summary>
    const int KindsMaximum = 2000;

    const int WordLengthMaximum = 200;

    static readonly string[] TimeWords = [.. Times.Select(one => one.ToString("D5", CultureInfo.InvariantCulture))];

    // What operators and machines ask is no traffic.
    static readonly string[] NotCallers =
    [
        "/console", "/v1", "/health", "/metrics", "/sandbox", "/docs", "/lab", "/page", "/connectors",
    ];

    /// <summary>The refusals of whoever could not be told; the engine counts those of callers that it knows.</summary>
    static readonly Meaning Strangers = new("stranger", "dialect", "code");

    readonly MeterListener _listener = new();
    ConcurrentDictionary<TrafficKind, StrongBox<long>> _counts = new();

    public TrafficTally()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Periksa.Engine", Name: var name } && Meaning(name) is { } meaning)
                listener.EnableMeasurementEvents(instrument, meaning);
            else if (instrument is { Meter.Name: "Periksa.Wire", Name: "periksa.refusals" })
                listener.EnableMeasurementEvents(instrument, Strangers);
            else if (instrument is { Meter.Name: "Microsoft.AspNetCore.Hosting", Name: "http.server.request.duration" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, state) => Count(count, tags, (Meaning)state!));
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Time(seconds, tags));
        _listener.Start();
    }

    /// <summary>What was counted since it was taken last.</summary>
    public IReadOnlyDictionary<TrafficKind, long> Take() =>
        Interlocked.Exchange(ref _counts, new())
            .ToDictionary(one => one.Key, one => Volatile.Read(ref one.Value.Value));

    public void Dispose() => _listener.Dispose();

    static Meaning? Meaning(string instrument) => instrument switch
    {
        "periksa.inquiries" => new("inquiry", "dialect", "outcome"),
        "periksa.transfers" => new("transfer", "dialect", "outcome"),
        "periksa.bills.inquiries" => new("bill", "outcome"),
        "periksa.bills.payments" => new("payment", "outcome"),
        "periksa.route.questions" => new("route", "route", "bank", "outcome"),
        _ => null,
    };

    void Count(long count, ReadOnlySpan<KeyValuePair<string, object?>> tags, Meaning meaning)
    {
        if (meaning == Strangers && Tag(tags, "partner") is not "none")
            return;

        var parts = new string[meaning.Tags.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = Tag(tags, meaning.Tags[i]) ?? "none";

        Add(new(meaning.Kind, parts.Length == 1 ? parts[0] : string.Join('/', parts)), count);
    }

    void Time(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Tag(tags, "http.route") is not { } route
            || NotCallers.Any(one => route.StartsWith(one, StringComparison.Ordinal)) || route == "/")
        {
            return;
        }

        var at = Array.BinarySearch(Times, (int)Math.Min(Math.Ceiling(seconds * 1000), Times[^1]));
        Add(new("ms", TimeWords[Math.Min(at < 0 ? ~at : at, Times.Length - 1)]), 1);
    }

    // Between being taken and being written to, a box may lose a count: it is no record.
    void Add(TrafficKind kind, long count)
    {
        var counts = _counts;
        if (!counts.TryGetValue(kind, out var box))
        {
            if (counts.Count >= KindsMaximum || kind.Word.Length > WordLengthMaximum)
                return;

            box = counts.GetOrAdd(kind, static _ => new());
        }

        Interlocked.Add(ref box.Value, count);
    }

    static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
                return tag.Value as string;
        }

        return null;
    }
}

/// <summary>What is counted.</summary>
/// <param name="Kind"><c>inquiry</c>, <c>transfer</c>, <c>bill</c>, <c>payment</c>, <c>route</c>,
/// <c>stranger</c> for whoever was refused and is not known, or <c>ms</c> for how long callers waited.</param>
/// <param name="Word">E.g. <c>sento/found</c>, <c>bank-a/014/found</c>, <c>sento/207</c>, or the upper end of a time in
/// milliseconds.</param>
public readonly record struct TrafficKind(string Kind, string Word);

/// <summary>What an instrument's measurements are counted as.</summary>
sealed record Meaning(string Kind, params string[] Tags);
