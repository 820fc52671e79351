using System.Diagnostics.Metrics;

namespace Periksa.Callbacks;

/// <summary>The metrics of the courier.</summary>
public static class CourierMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Periksa.Callbacks";

    static readonly Meter Meter = new(Name);

    static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "periksa.callbacks.attempts", "{attempt}", "Attempts to call back by dialect and outcome.");

    static readonly Histogram<double> WaitSeconds = Meter.CreateHistogram<double>(
        "periksa.callbacks.wait", "s", "From a message's creation to its first attempt.");

    static readonly Histogram<double> AttemptSeconds = Meter.CreateHistogram<double>(
        "periksa.callbacks.attempt.duration", "s", "How long receivers took to answer, or not to.");

    internal static void Count(Result result)
    {
        var dialect = KeyValuePair.Create<string, object?>("dialect", result.Message.Endpoint.Dialect);
        Attempts.Add(1, dialect, new("outcome", Word(result.Fate)));
        AttemptSeconds.Record(result.Attempt.Milliseconds / 1000d, dialect);

        if (result.Attempt.Number == 1)
            WaitSeconds.Record((result.Attempt.At - result.Message.CreatedAt).TotalSeconds, dialect);
    }

    static string Word(Fate fate) => fate switch
    {
        Fate.Delivered => "delivered",
        Fate.Again => "failed",
        Fate.Parked => "parked",
        Fate.Interrupted => "interrupted",
    };
}
