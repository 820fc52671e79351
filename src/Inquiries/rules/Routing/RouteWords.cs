using System.Diagnostics;

namespace Periksa.Inquiries;

/// <summary>The words by which the ledger of questions is kept.</summary>
public static class RouteWords
{
    public static string Of(StepKind kind) => kind switch
    {
        StepKind.Asked => "asked",
        StepKind.Hedged => "hedged",
        StepKind.Shadow => "shadow",
        StepKind.Skipped => "skipped",
        StepKind.Remembered => "remembered",
        StepKind.Shared => "shared",
        _ => throw new UnreachableException(),
    };

    public static string Of(SkipReason why) => why switch
    {
        SkipReason.Closed => "closed",
        SkipReason.Cordoned => "cordoned",
        SkipReason.Spent => "spent",
        SkipReason.Unhealthy => "unhealthy",
        SkipReason.Busy => "busy",
        SkipReason.OverRate => "over_rate",
        SkipReason.Full => "full",
        SkipReason.UsedUp => "used_up",
        SkipReason.Maintenance => "maintenance",
        _ => throw new UnreachableException(),
    };

    /// <summary>What a route was that was left out, as a part of a sentence.</summary>
    /// <param name="why">As the ledger has it.</param>
    public static string Said(string why) => why switch
    {
        "over_rate" => "over its rate",
        "full" => "asked by as many at once as it may be",
        "used_up" => "asked about this account as often as it may be in a day",
        "maintenance" => "under maintenance, says the provider",
        _ => why,
    };

    public static string Of(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Found => "found",
        StepOutcome.NotFound => "not_found",
        StepOutcome.Failed => "failed",
        StepOutcome.Pending => "pending",
        StepOutcome.Unclear => "unclear",
        StepOutcome.Unreachable => "unreachable",
        StepOutcome.Busy => "busy",
        StepOutcome.Misconfigured => "misconfigured",
        _ => throw new UnreachableException(),
    };
}
