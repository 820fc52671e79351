namespace Periksa.Operators.Messages;

/// <summary>Which callbacks are looked for: those of which all holds that is said.</summary>
public sealed record MessageWish
{
    /// <summary><c>waiting</c>, <c>delivered</c> or <c>parked</c>; <c>null</c> for all.</summary>
    public string? State { get; init; }

    public string? Partner { get; init; }

    public string? Dialect { get; init; }

    public string? Credential { get; init; }

    /// <summary>The inquiry, disbursement or payment that they tell of.</summary>
    public Guid? Subject { get; init; }

    /// <summary>Made since then, in the clock's time; left out: from the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Made before then; left out: until now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to <see cref="Page{T}.LimitMaximum"/>.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>How many callbacks are not delivered.</summary>
public sealed record MessageCounts(long Waiting, long Parked)
{
    /// <summary>Nobody counts further: it is that many, or more.</summary>
    public const int Most = 100_000;
}
