namespace Periksa.Inquiries;

/// <summary>What one route had to do with one inquiry.</summary>
/// <remarks>Those by which somebody was asked are the ledger of questions: each is in it once, however often its
/// provider was asked with the same reference.</remarks>
public sealed record RouteStep(RouteName Route, StepKind Kind)
{
    /// <summary>Its place among the routes that were considered, from 1.</summary>
    public int Place { get; init; }

    /// <summary>Why it was left out; <c>null</c> where it was not.</summary>
    public SkipReason? Skipped { get; init; }

    /// <summary>When it was asked first, in real time; <c>null</c> where it was only meant to be.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>When its answer was there, in real time.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>What came of it; <c>null</c> while nobody knows.</summary>
    public StepOutcome? Outcome { get; init; }

    /// <summary>What it costs us. As long as its outcome is not known, what an unsure one costs.</summary>
    public Money Price { get; init; } = Money.Zero;

    /// <summary>The most that it can come to.</summary>
    public Money Highest { get; init; } = Money.Zero;

    /// <summary>What asking would have cost, where it was not.</summary>
    public Money Saved { get; init; } = Money.Zero;

    /// <summary>The age of an answer that was remembered.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Whether it said the same as another, where it was asked to compare.</summary>
    public bool? Agrees { get; init; }

    /// <summary>How much of the name its provider said; <c>null</c> where it named nobody, or was not asked.</summary>
    public NameQuality? Quality { get; init; }

    /// <summary>True if its provider suspects the account.</summary>
    public bool IsSuspected { get; init; }

    /// <summary>What a later transfer has to show to its provider; <c>null</c> for nothing.</summary>
    public AnswerHandle? Handle { get; init; }

    /// <summary>True if it may be in the ledger already, as far as it was known then.</summary>
    public bool MayBeWritten { get; init; }

    /// <summary>True if the provider was asked, or may have been.</summary>
    public bool IsQuestion => Kind is StepKind.Asked or StepKind.Hedged or StepKind.Shadow;
}

/// <summary>What a route was there for.</summary>
public enum StepKind
{
    /// <summary>Its provider was asked.</summary>
    Asked,

    /// <summary>Its provider was asked beside one that was slow.</summary>
    Hedged,

    /// <summary>Its provider was asked after the caller had its answer, to compare.</summary>
    Shadow,

    /// <summary>It was left out.</summary>
    Skipped,

    /// <summary>What its provider had answered before was remembered.</summary>
    Remembered,

    /// <summary>The same was being asked at that moment for another inquiry, whose answer this one shared.</summary>
    Shared,
}

/// <summary>Why a route was left out.</summary>
public enum SkipReason
{
    /// <summary>It is outside its hours, or in a maintenance window.</summary>
    Closed,

    /// <summary>An operator has taken it out.</summary>
    Cordoned,

    /// <summary>Its spending limit of the day is reached.</summary>
    Spent,

    /// <summary>It has failed too often of late.</summary>
    Unhealthy,

    /// <summary>It said a moment ago that it has too much to do.</summary>
    Busy,

    /// <summary>It has been asked as fast as it may be.</summary>
    OverRate,

    /// <summary>As many questions to it are under way as may be.</summary>
    Full,

    /// <summary>It has been asked about this account as often today as it may be.</summary>
    UsedUp,

    /// <summary>Its provider says that it is under maintenance.</summary>
    Maintenance,
}

/// <summary>What came of a question to a provider.</summary>
public enum StepOutcome
{
    Found,
    NotFound,

    /// <summary>The provider says that it cannot answer.</summary>
    Failed,

    /// <summary>It has no answer yet.</summary>
    Pending,

    /// <summary>What it said makes no sense.</summary>
    Unclear,

    /// <summary>It could not be reached: it was surely not asked.</summary>
    Unreachable,

    /// <summary>It took no question, being busy.</summary>
    Busy,

    /// <summary>It took no question, since our settings are wrong.</summary>
    Misconfigured,
}
