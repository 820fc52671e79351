using System.Collections.Concurrent;

namespace Periksa.Inquiries.Routing;

/// <summary>How routes do with banks, as this host has met them. Here alone it is judged.</summary>
/// <remarks>In real time: it is providers who are judged. A bank's "no" is a good answer; a mistake in our own settings
/// says nothing of the provider.</remarks>
public sealed class RouteHealth(TimeProvider? clock = null)
{
    readonly ConcurrentDictionary<(RouteName Route, string Bank), RouteRecord> _records = [];

    /// <inheritdoc cref="RouteRecord.Look"/>
    public SkipReason? Look(RouteName route, string bank) => Of(route, bank).Look();

    /// <inheritdoc cref="RouteRecord.Admit"/>
    public SkipReason? Admit(RouteName route, string bank) => Of(route, bank).Admit();

    /// <inheritdoc cref="RouteRecord.Failing"/>
    public double Failing(RouteName route, string bank) => Of(route, bank).Failing;

    /// <inheritdoc cref="RouteRecord.Slow"/>
    public TimeSpan? Slow(RouteName route, string bank) => Of(route, bank).Slow;

    /// <param name="isLateBefitting">True if an answer that comes later is how this route answers.</param>
    public void Note(RouteName route, string bank, StepOutcome outcome, TimeSpan took, bool isLateBefitting)
    {
        var record = Of(route, bank);
        switch (outcome)
        {
            case StepOutcome.Found or StepOutcome.NotFound:
            case StepOutcome.Pending when isLateBefitting:
                record.Good(took);
                break;
            case StepOutcome.Busy:
                record.Busy();
                break;
            case StepOutcome.Misconfigured:
                break;
            default:
                record.Bad();
                break;
        }
    }

    /// <summary>Notes that it was silent for as long as it was given.</summary>
    public void NoteSilence(RouteName route, string bank) => Of(route, bank).Bad();

    /// <summary>How each route does with each bank that it was asked about here.</summary>
    public IReadOnlyList<RouteWeather> All =>
    [
        .. from one in _records
           let record = one.Value
           orderby one.Key.Route.Value, one.Key.Bank
           select new RouteWeather(one.Key.Route, one.Key.Bank, record.Look(), record.Failing, record.Slow),
    ];

    RouteRecord Of(RouteName route, string bank) =>
        _records.GetOrAdd((route, bank), static (_, clock) => new(clock), clock ?? TimeProvider.System);
}

/// <summary>How a route does with a bank, as one host has met it.</summary>
/// <param name="Why">Why it is not asked now; <c>null</c> where it is.</param>
/// <param name="Failing">The part of its questions in the last minute that failed.</param>
/// <param name="Slow">The time within which 95 of 100 answers came; <c>null</c> while there are too few.</param>
public sealed record RouteWeather(RouteName Route, string Bank, SkipReason? Why, double Failing, TimeSpan? Slow);
