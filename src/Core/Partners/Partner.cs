namespace Periksa;

/// <summary>Somebody who may ask, and on what terms.
/// What a host remembers of a partner is at most a second old.</summary>
public sealed record Partner(PartnerId Id, bool Active)
{
    /// <summary>The rate at which it may send requests; <c>null</c> for no limit.</summary>
    public RateLimit? Rate { get; init; }

    /// <summary>The number of "not found" answers it may have in store, refilled by one a minute; <c>null</c> for no
    /// limit.</summary>
    public int? MissBudget { get; init; }

    /// <summary>The account in which its misses are counted; <c>null</c> for nowhere.</summary>
    public MissAccount? Misses => MissBudget is { } budget ? new(Id, budget) : null;

    /// <summary>True if its requests must follow the vendor's contract to the letter. If not, what well-known SDKs
    /// send instead is taken, too.</summary>
    public bool IsStrict { get; init; }

    /// <summary>True if it wants no answer that is remembered.</summary>
    public bool WantsFreshAnswers { get; init; }

    /// <summary>The day of its oldest invoice that is not paid; <c>null</c> when it owes nothing.</summary>
    public DateOnly? OldestUnpaidDay { get; init; }
}

/// <summary>A token bucket: <paramref name="PerSecond"/> requests in the long run,
/// <paramref name="Burst"/> at once.</summary>
public sealed record RateLimit(int PerSecond, int Burst);
