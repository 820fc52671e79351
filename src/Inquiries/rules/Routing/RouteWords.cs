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
        _ => throw new UnreachableException(),
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
