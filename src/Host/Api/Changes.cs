namespace Periksa.Host.Api;

/// <summary>What is to be another of a partner: a field that is left out stays, and <c>null</c> means none.</summary>
/// <remarks>For the description: what is sent is read field by field, since one that is left out is not
/// <c>null</c>.</remarks>
sealed record PartnerChange
{
    /// <summary>Its name for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>False: whatever it asks is refused.</summary>
    public bool Active { get; init; }

    /// <summary>Requests a second in the long run; <c>null</c> for no limit, with the burst.</summary>
    public int? RatePerSecond { get; init; }

    /// <summary>Requests at once.</summary>
    public int? RateBurst { get; init; }

    /// <summary>"Not found" answers in store, refilled by one a minute; <c>null</c> for no limit.</summary>
    public int? MissBudget { get; init; }

    /// <summary><c>compat</c>, or <c>strict</c>: the vendors' contracts to the letter.</summary>
    public string SnapProfile { get; init; } = "";

    /// <summary>True: it is never answered from memory.</summary>
    public bool FreshAnswers { get; init; }

    /// <summary>Why, for the audit trail.</summary>
    public string? Reason { get; init; }
}

/// <summary>What is to be another of a credential: a field that is left out stays.</summary>
/// <remarks>As <see cref="PartnerChange"/>.</remarks>
sealed record CredentialChange
{
    /// <summary>The networks it may call from; none: anywhere.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>True if each request must be signed, where a dialect leaves that to be agreed on.</summary>
    public bool MustSign { get; init; }

    /// <summary>What its caller is known to do otherwise than its contract says, e.g. <c>utc-clock</c>.</summary>
    public IReadOnlyList<string> Quirks { get; init; } = [];

    /// <summary>Virtual accounts without a bill that it may ask about; <c>null</c> for no limit.</summary>
    public int? MissBudget { get; init; }

    /// <summary>True if it is a bank, which may say that a bill was paid.</summary>
    public bool IsBank { get; init; }

    /// <summary>What a bank is shown of a refusal: <c>full</c> or <c>bare</c>.</summary>
    public string VaRefusal { get; init; } = "";

    /// <summary>What a bank is told of a bill that has run out: <c>4042419</c> or <c>4032400</c>.</summary>
    public string VaExpired { get; init; } = "";

    /// <summary>What a bank hears of a payment that it sends again: <c>inconsistent</c> or <c>replay</c>.</summary>
    public string VaRepeat { get; init; } = "";

    /// <summary>Why, for the audit trail.</summary>
    public string? Reason { get; init; }
}
