using System.Diagnostics;

namespace Periksa.Inquiries;

/// <summary>What a provider takes for a question, by its outcome.</summary>
/// <param name="Unsure">For whatever is neither found nor not found, also while nobody knows.</param>
public sealed record RoutePrices(Money Found, Money NotFound, Money Unsure)
{
    public static readonly RoutePrices None = new(Money.Zero, Money.Zero, Money.Zero);

    /// <summary>The most that one question can cost.</summary>
    public Money Highest => Found > NotFound ? Higher(Found, Unsure) : Higher(NotFound, Unsure);

    public Money Of(StepOutcome? outcome) => outcome switch
    {
        StepOutcome.Found => Found,
        StepOutcome.NotFound => NotFound,
        null or StepOutcome.Failed or StepOutcome.Pending or StepOutcome.Unclear => Unsure,
        StepOutcome.Unreachable or StepOutcome.Busy or StepOutcome.Misconfigured => Money.Zero,
        _ => throw new UnreachableException(),
    };

    static Money Higher(Money one, Money other) => one > other ? one : other;
}
