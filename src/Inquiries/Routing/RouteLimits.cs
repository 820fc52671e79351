using System.Collections.Concurrent;

namespace Periksa.Inquiries.Routing;

/// <summary>How fast and by how many at once this host asks routes.</summary>
/// <remarks>In real time, in a sandbox too: it is the provider who counts.</remarks>
public sealed class RouteLimits(TimeProvider? clock = null)
{
    readonly TimeProvider _clock = clock ?? TimeProvider.System;
    readonly ConcurrentDictionary<RouteName, Gate> _gates = [];

    /// <summary>Why a route may not be asked now; <c>null</c> where it may.</summary>
    public SkipReason? Look(RouteName route, RouteTerms terms) => Of(route, terms)?.Look();

    /// <summary>Takes the turn to ask a route. Disposed of, it makes room for another.</summary>
    /// <param name="isSpare">True where nobody waits for it: then half of the places are left to others.</param>
    public RouteTurn Enter(RouteName route, RouteTerms terms, bool isSpare = false)
    {
        var gate = Of(route, terms);
        return gate?.Enter(isSpare) is { } why ? new(null, why) : new(gate, null);
    }

    Gate? Of(RouteName route, RouteTerms terms) => terms is { Rate: null, Concurrency: null }
        ? null
        : _gates.GetOrAdd(route, static (_, with) => new(with.Terms, with.Clock), (Terms: terms, Clock: _clock));

    internal sealed class Gate(RouteTerms terms, TimeProvider clock)
    {
        readonly int _places = terms.Concurrency ?? int.MaxValue;
        readonly TokenBucket? _bucket = terms.Rate is { } rate ? new(rate.PerSecond, rate.Burst, clock) : null;
        int _underWay;

        public SkipReason? Look() =>
            Volatile.Read(ref _underWay) >= _places ? SkipReason.Full
            : _bucket is { IsLeft: false } ? SkipReason.OverRate
            : null;

        public SkipReason? Enter(bool isSpare)
        {
            if (!TryTakePlace(isSpare ? _places / 2 : _places))
                return SkipReason.Full;

            if (_bucket?.TryTake() is not false)
                return null;

            Leave();
            return SkipReason.OverRate;
        }

        // Whoever finds none must not take one for a moment, in which another would find none.
        bool TryTakePlace(int places)
        {
            for (var taken = Volatile.Read(ref _underWay); taken < places;)
            {
                var before = Interlocked.CompareExchange(ref _underWay, taken + 1, taken);
                if (before == taken)
                    return true;

                taken = before;
            }

            return false;
        }

        public void Leave() => Interlocked.Decrement(ref _underWay);

        public void Return() => _bucket?.Return();
    }
}

/// <summary>The turn to ask a route, or why there is none.</summary>
public sealed class RouteTurn : IDisposable
{
    RouteLimits.Gate? _gate;

    internal RouteTurn(RouteLimits.Gate? gate, SkipReason? refusal) => (_gate, Refusal) = (gate, refusal);

    /// <summary>Why there is none; <c>null</c> where there is.</summary>
    public SkipReason? Refusal { get; }

    /// <summary>Says that nobody is asked after all.</summary>
    public void Return()
    {
        _gate?.Return();
        Dispose();
    }

    public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave();
}
