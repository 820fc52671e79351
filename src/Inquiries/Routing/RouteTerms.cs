namespace Periksa.Inquiries.Routing;

/// <summary>On which terms a route is asked, whatever wire it speaks.</summary>
public sealed record RouteTerms
{
    public static readonly RouteTerms Usual = new();

    public RoutePrices Prices { get; init; } = RoutePrices.None;

    /// <summary>What may be spent on it in a WIB day; <c>null</c> for no limit.</summary>
    public Money? DailySpendLimit { get; init; }

    /// <summary>How fast one host may ask it; <c>null</c> for no limit.</summary>
    public RouteRate? Rate { get; init; }

    /// <summary>How many questions of one host may be under way at it; <c>null</c> for no limit.</summary>
    public int? Concurrency { get; init; }

    /// <summary>How often it may be asked about one account in a WIB day, by all hosts; <c>null</c> for no
    /// limit.</summary>
    public int? MaxHitsPerAccountPerDay { get; init; }

    /// <summary>When it is not asked.</summary>
    public IReadOnlyList<RouteClosure> Closures { get; init; } = [];

    /// <summary>After what the next route is asked.</summary>
    public FailOver FailOver { get; init; }

    /// <summary>Whose it is: two routes of one provider are no help to each other where that is slow.</summary>
    public string Provider { get; init; } = "";
}

/// <summary>How fast a route may be asked.</summary>
/// <param name="PerSecond">Questions a second.</param>
/// <param name="Burst">Questions at once, after a pause.</param>
public sealed record RouteRate(decimal PerSecond, int Burst);

/// <summary>After what else than a question that was surely not taken the next route is asked.</summary>
public enum FailOver
{
    /// <summary>Nothing else.</summary>
    NotAsked,

    /// <summary>The provider says that it cannot answer.</summary>
    Failed,

    /// <summary>That, silence, and what makes no sense: the question may be paid for twice.</summary>
    Unsure,
}

/// <summary>The two routes of a rule that may be asked at once, and what of it.</summary>
/// <param name="Hedge">What a second question beside a slow one may cost at most; <c>null</c> for none.</param>
/// <param name="Shadow">The route that is asked afterwards, to compare; <c>null</c> for none.</param>
/// <param name="ShadowPercent">Of how many questions.</param>
public sealed record RuleExtras(Money? Hedge = null, RouteName? Shadow = null, int ShadowPercent = 0)
{
    public static readonly RuleExtras None = new();
}
