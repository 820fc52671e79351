namespace Periksa.Operators.Partners;

/// <summary>A partner as operators see it.</summary>
public sealed record PartnerEntry
{
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>False: whatever it asks is refused.</summary>
    public required bool Active { get; init; }

    /// <summary>Requests a second in the long run; <c>null</c> for no limit, with the burst.</summary>
    public int? RatePerSecond { get; init; }

    /// <summary>Requests at once.</summary>
    public int? RateBurst { get; init; }

    /// <summary>"Not found" answers in store, refilled by one a minute; <c>null</c> for no limit.</summary>
    public int? MissBudget { get; init; }

    /// <summary><c>compat</c>, or <c>strict</c>: the vendors' contracts to the letter.</summary>
    public required string SnapProfile { get; init; }

    /// <summary>True: it is never answered from memory.</summary>
    public bool FreshAnswers { get; init; }

    /// <summary>Counted up by every change: an edit may say which one it is of.</summary>
    public required long Version { get; init; }
}
