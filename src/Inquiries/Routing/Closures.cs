namespace Periksa.Inquiries.Routing;

/// <summary>When routes are not asked: by their settings, and by operators' word in the database.</summary>
public sealed class Closures(TimeProvider? clock = null)
{
    readonly TimeProvider _clock = clock ?? TimeProvider.System;

    volatile ILookup<RouteName, RouteClosure> _made =
        Array.Empty<(RouteName Route, RouteClosure Closure)>().ToLookup(one => one.Route, one => one.Closure);

    public void Learn(ILookup<RouteName, RouteClosure> made) => _made = made;

    /// <summary>Why a route is not asked about a bank now; <c>null</c> where it may be.</summary>
    public SkipReason? Why(RouteName route, RouteTerms terms, string bank)
    {
        var now = _clock.GetUtcNow();
        var closure = _made[route].Concat(terms.Closures).FirstOrDefault(one => one.Covers(bank, now));
        return closure?.Reason;
    }
}
