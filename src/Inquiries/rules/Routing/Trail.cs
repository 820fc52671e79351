namespace Periksa.Inquiries;

/// <summary>The way of one inquiry to its answer: the routes that were considered, why some were left out, and what
/// came of asking the others. Whoever asks writes it, and whoever writes the inquiry down reads it.</summary>
/// <param name="prices">What each route costs; <c>null</c> for nothing.</param>
public sealed class Trail(Func<RouteName, RoutePrices>? prices = null)
{
    readonly Lock _lock = new();
    readonly List<RouteStep> _steps = [];
    bool _mayBeWritten;

    /// <summary>As far as it goes now; a route stands in it once.</summary>
    public IReadOnlyList<RouteStep> Steps
    {
        get
        {
            lock (_lock)
                return _mayBeWritten ? _steps.ConvertAll(step => step with { MayBeWritten = true }) : [.. _steps];
        }
    }

    /// <summary>The route whose answer is final, or else the last that was asked; <c>null</c> where none was.</summary>
    public RouteName? AnsweredBy
    {
        get
        {
            var asked = Steps.Where(step => step.Kind is StepKind.Asked or StepKind.Hedged).ToList();
            var final = asked.Find(step => step.Outcome is StepOutcome.Found or StepOutcome.NotFound);
            return (final ?? asked.LastOrDefault())?.Route;
        }
    }

    /// <summary>Says that some of it may be in the ledger already.</summary>
    public void MayBeWritten()
    {
        lock (_lock)
            _mayBeWritten = true;
    }

    public void Skip(RouteName route, SkipReason why) =>
        Put(route, StepKind.Skipped, step => step with
        {
            Skipped = why, AskedAt = null, Outcome = null, Price = Money.Zero, Highest = Money.Zero,
        });

    /// <summary>Says that a route is asked now.</summary>
    public RouteStep Ask(RouteName route, StepKind kind = StepKind.Asked) => Put(route, kind, step => step with
    {
        AskedAt = step.AskedAt ?? TimeProvider.System.GetUtcNow(),
        Price = PricesOf(route).Of(step.Outcome),
        Highest = PricesOf(route).Highest,
        Skipped = null,
    });

    /// <summary>Says what came of it. A final answer is not forgotten for one that is none.</summary>
    public RouteStep Hear(RouteName route, StepOutcome outcome, BankReply.Found? found = null) =>
        Put(route, null, step => step.Outcome is StepOutcome.Found or StepOutcome.NotFound ? step : step with
        {
            Outcome = outcome,
            HeardAt = TimeProvider.System.GetUtcNow(),
            Price = PricesOf(route).Of(outcome),
            Quality = found?.Quality,
            IsSuspected = found is { IsSuspected: true },
            Handle = found?.Handle,
        });

    /// <summary>The same of a reply about this account.</summary>
    public RouteStep Hear(RouteName route, BankReply reply, BankAccount asked) =>
        Hear(route, reply.OutcomeFor(asked), reply.To(asked) as BankReply.Found);

    /// <summary>Says whether it said the same as another.</summary>
    public RouteStep Compare(RouteName route, bool agrees) =>
        Put(route, null, step => step with { Agrees = agrees });

    /// <summary>Says that nobody was asked after all.</summary>
    public void Withdraw()
    {
        foreach (var step in Steps)
        {
            if (step.IsQuestion)
            {
                Put(step.Route, StepKind.Shared, one => one with
                {
                    AskedAt = null, Outcome = null, Price = Money.Zero, Highest = Money.Zero,
                    Quality = null, IsSuspected = false, Handle = null,
                });
            }
        }
    }

    /// <summary>Says that an answer of this route was at hand, so that nobody was asked.</summary>
    /// <param name="age">Of what was remembered.</param>
    public void Spare(RouteName route, StepKind kind, StepOutcome outcome, TimeSpan? age = null) =>
        Put(route, kind, step => step with { Outcome = outcome, Saved = PricesOf(route).Of(outcome), Age = age });

    RoutePrices PricesOf(RouteName route) => prices?.Invoke(route) ?? RoutePrices.None;

    RouteStep Put(RouteName route, StepKind? kind, Func<RouteStep, RouteStep> change)
    {
        lock (_lock)
        {
            var place = _steps.FindIndex(step => step.Route == route);
            var old = place < 0 ? new(route, kind ?? StepKind.Asked) { Place = _steps.Count + 1 } : _steps[place];
            var step = change(kind is { } given ? old with { Kind = given } : old);
            if (place < 0)
                _steps.Add(step);
            else
                _steps[place] = step;

            return step;
        }
    }
}
