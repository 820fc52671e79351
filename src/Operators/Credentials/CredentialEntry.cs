namespace Periksa.Operators.Credentials;

/// <summary>A credential as operators see it: everything but its secrets.</summary>
public sealed record CredentialEntry
{
    public required string Dialect { get; init; }

    /// <summary>What the caller says it is called.</summary>
    public required string Name { get; init; }

    public required string Partner { get; init; }

    /// <summary>Its second name, where its dialect has two.</summary>
    public string? ClientId { get; init; }

    /// <summary>Since when it has its present secrets, in the clock's time; <c>null</c> where that was not noted
    /// yet.</summary>
    public DateTimeOffset? SecretAt { get; init; }

    /// <summary>The digest of its public key, SHA-256 of the DER in hex; <c>null</c> where it has none.</summary>
    public string? PublicKeySha256 { get; init; }

    /// <summary>Until when the secrets before the present ones open the door, too; <c>null</c> where there are
    /// none.</summary>
    public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>Since when it opens no door any more; <c>null</c> while it does.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The networks it may call from, e.g. <c>203.0.113.0/24</c>; none: anywhere.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>True if each request must be signed, where a dialect leaves that to be agreed on.</summary>
    public bool MustSign { get; init; }

    /// <summary>What its caller is known to do otherwise than its contract says, e.g. <c>utc-clock</c>.</summary>
    public required IReadOnlyList<string> Quirks { get; init; }

    /// <summary>Virtual accounts without a bill that it may ask about, refilled by one a minute; <c>null</c> for no
    /// limit.</summary>
    public int? MissBudget { get; init; }

    /// <summary>True if it is a bank, which may say that a bill was paid.</summary>
    public bool IsBank { get; init; }

    /// <summary>What a bank is shown of a refusal: <c>full</c>, the account and the reason too, or <c>bare</c>, code
    /// and text alone.</summary>
    public required string VaRefusal { get; init; }

    /// <summary>What a bank is told of a bill that has run out: <c>4042419</c>, it is an invalid bill, or
    /// <c>4032400</c>, it is an expired transaction.</summary>
    public required string VaExpired { get; init; }

    /// <summary>What a bank hears of a payment that it sends again to the letter: <c>inconsistent</c>, 4042518, or
    /// <c>replay</c>, the first result again.</summary>
    public required string VaRepeat { get; init; }

    /// <summary>Where it is called back; <c>null</c> for nowhere.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Counted up by every change of its row: an edit may say which one it is of.</summary>
    public required long Version { get; init; }
}
