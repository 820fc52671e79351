using System.Diagnostics.Metrics;
using Periksa.Telemetry;

namespace Periksa.Inquiries.Routing;

/// <summary>What is measured of routes.</summary>
static class RouteMetrics
{
    static readonly Meter Meter = new(Metrics.Name);

    static readonly Counter<long> Questions = Meter.CreateCounter<long>(
        "periksa.route.questions", "{question}", "Questions to providers, by route, bank and outcome.");

    static readonly Histogram<double> Seconds = Meter.CreateHistogram<double>(
        "periksa.route.duration", "s", "How long a provider took to answer, or not to, by route.");

    static readonly Counter<long> Shadows = Meter.CreateCounter<long>(
        "periksa.route.shadows", "{question}", "Questions asked to compare, by route, and whether the answers agree.");

    /// <param name="outcome"><c>null</c> for silence.</param>
    public static void Count(RouteName route, string bank, StepOutcome? outcome, TimeSpan took)
    {
        var name = new KeyValuePair<string, object?>("route", route.Value);
        Questions.Add(
            1, name, new("bank", bank), new("outcome", outcome is { } known ? RouteWords.Of(known) : "silent"));
        Seconds.Record(took.TotalSeconds, name);
    }

    /// <param name="agrees"><c>null</c> where one of them was no answer.</param>
    public static void CountShadow(RouteName route, bool? agrees) => Shadows.Add(
        1,
        new("route", route.Value),
        new("verdict", agrees switch { true => "agrees", false => "differs", null => "unsure" }));
}
