using System.Diagnostics;
using System.Diagnostics.Metrics;
using Periksa.Postgres;

namespace Periksa.Inquiries.Recording;

/// <summary>The metrics that the inquiry log reports about itself.</summary>
static class InquiryLogMetrics
{
    static readonly Meter Meter = new(StoreTelemetry.Name);

    public static readonly ActivitySource Source = new(StoreTelemetry.Name);

    public static readonly Histogram<int> GroupSize = Meter.CreateHistogram<int>(
        "periksa.journal.group.size", "{inquiry}", "Inquiries written by one statement.");

    public static readonly Histogram<double> WaitSeconds = Meter.CreateHistogram<double>(
        "periksa.journal.wait", "s", "From a record's entry into the queue to its durability.");

    public static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "periksa.journal.retries", "{group}", "Groups written again after a failure.");
}
