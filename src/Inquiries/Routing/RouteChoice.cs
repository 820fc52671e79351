namespace Periksa.Inquiries.Routing;

/// <summary>Chooses the routes that may be asked now, in their order: not those that are closed, cordoned, spent or
/// asked as much as they may be, and of those that do badly only the one that does least so.</summary>
public sealed class RouteChoice(
    RouteTable table, RouteHealth health, Closures closures, Spending spending, RouteLimits limits)
{
    /// <summary>Those to be asked, one after the other.</summary>
    /// <param name="but">One that was chosen already.</param>
    public IReadOnlyList<IRoute> Of(BankAccount account, bool isVirtual, Trail trail, RouteName? but = null)
    {
        var well = new List<IRoute>();
        var unwell = new List<(IRoute Route, SkipReason Why)>();
        foreach (var route in table.Of(account, isVirtual))
        {
            if (route.Name == but)
                continue;

            if (WhyNot(route.Name, account.BankCode) is { } why)
                trail.Skip(route.Name, why);
            else if (Ill(route.Name, account.BankCode, isFirst: well.Count == 0 && but is null) is { } ill)
                unwell.Add((route, ill));
            else
                well.Add(route);
        }

        foreach (var (route, why) in unwell)
            trail.Skip(route.Name, why);

        // Somebody has to be asked, and a refusal of one that does well leaves no better either.
        if (unwell.Count > 0)
            well.Add(unwell.MinBy(one => health.Failing(one.Route.Name, account.BankCode)).Route);

        return well;
    }

    /// <summary>What would be done now about an account's bank, without asking anybody or counting it: every route of
    /// its rule in its order, and why it would be left out.</summary>
    public IReadOnlyList<RouteProspect> Foresee(BankAccount account, bool isVirtual = false) =>
    [
        .. from route in table.Of(account, isVirtual)
           let terms = table.Terms(route.Name)
           let why = WhyNot(route.Name, account.BankCode)
           select new RouteProspect(
               route.Name, why ?? health.Look(route.Name, account.BankCode), IsClosed: why is not null,
               health.Failing(route.Name, account.BankCode), terms.Prices, terms.FailOver, route.Budget, route.Late),
    ];

    // Whoever comes first is asked, and that may be to see how an unhealthy one does; the others may be.
    SkipReason? Ill(RouteName route, string bank, bool isFirst) =>
        isFirst ? health.Admit(route, bank) : health.Look(route, bank);

    /// <summary>Why a route may not be asked whatever its health; <c>null</c> where it may.</summary>
    public SkipReason? WhyNot(RouteName route, string bank)
    {
        var terms = table.Terms(route);
        return closures.Why(route, terms, bank)
            ?? (spending.IsLeft(route, terms) ? limits.Look(route, terms) : SkipReason.Spent);
    }
}

/// <summary>What would become of a route if its bank were asked about now.</summary>
/// <param name="Why">Why it would be left out; <c>null</c> where it would be asked.</param>
/// <param name="IsClosed">True where it would be left out whatever the others do; of those that only do badly, the
/// least bad is asked at last.</param>
/// <param name="Failing">The part of its questions that failed in the last minute, on this host.</param>
public sealed record RouteProspect(
    RouteName Route, SkipReason? Why, bool IsClosed, double Failing, RoutePrices Prices, FailOver FailOver,
    TimeSpan Budget, LateMode Late);
