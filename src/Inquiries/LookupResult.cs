using System.Diagnostics;

namespace Periksa.Inquiries;

/// <summary>The result of looking up an account.</summary>
public sealed record LookupResult(InquiryOutcome Outcome, string? HolderName = null, Money? Owed = null)
{
    /// <summary>True if an outside party was asked for it.</summary>
    public bool IsFromOutside { get; init; }

    /// <summary>Why it was not found.</summary>
    public AccountAbsence Absence { get; init; }

    /// <summary>The route that it came by; <c>null</c> where there was none.</summary>
    public RouteName? Route { get; init; }

    /// <summary>Where it is from; <c>null</c> where it answers a question of its own, or nobody was asked.</summary>
    public AnswerSource? Source { get; init; }

    /// <summary>True if asking again could not change it.</summary>
    public bool IsFinal => Outcome is not (InquiryOutcome.Unanswered or InquiryOutcome.Unclear);

    /// <summary>The way to it.</summary>
    public IReadOnlyList<RouteStep> Steps { get; init; } = [];

    /// <summary>True if a route was left out, so that it was surely not asked.</summary>
    internal bool HasLeftOut(RouteName route) =>
        Steps.Any(step => step.Route == route && step.Kind is StepKind.Skipped);

    internal static LookupResult Of(BankReply reply, BankAccount asked) => reply.To(asked) switch
    {
        BankReply.Found found => new(InquiryOutcome.Found, found.HolderName, found.Owed),
        BankReply.NotFound no => new(InquiryOutcome.NotFound) { Absence = no.Why },
        BankReply.Failed or BankReply.NotAsked => new(InquiryOutcome.Failed),
        BankReply.Pending => new(InquiryOutcome.Unanswered),
        BankReply.Unclear => new(InquiryOutcome.Unclear),
        _ => throw new UnreachableException(),
    };

    /// <summary>The same as a reply; <c>null</c> where it is neither a yes nor a no.</summary>
    internal BankReply? ToReply() => Outcome switch
    {
        InquiryOutcome.Found => new BankReply.Found(HolderName!),
        InquiryOutcome.NotFound => new BankReply.NotFound(Absence),
        _ => null,
    };

    /// <summary>The same for the ledger of questions; <c>null</c> where it is neither a yes nor a no.</summary>
    internal StepOutcome? ToStep() => Outcome switch
    {
        InquiryOutcome.Found => StepOutcome.Found,
        InquiryOutcome.NotFound => StepOutcome.NotFound,
        _ => null,
    };
}
