namespace Periksa;

/// <summary>A dialect, which says what its credentials are made of.</summary>
public interface IHasCredentials
{
    CredentialShape Credentials { get; }
}

/// <summary>What the credentials of a dialect are made of.</summary>
/// <param name="Secret">What its callers keep to themselves.</param>
/// <param name="NameTemplate">How a name is made up where none is given: <c>#</c> is a digit, <c>%</c> a hexadecimal
/// one, <c>@</c> the partner's id; anything else is itself.</param>
public sealed record CredentialShape(SharedSecret Secret, string NameTemplate)
{
    /// <summary>The greatest length of a name: it is sent in a header.</summary>
    public int NameLengthMaximum { get; init; } = 100;

    /// <summary>True if its callers also sign with a private key, whose public half belongs to the
    /// credential.</summary>
    public bool HasPublicKey { get; init; }

    /// <summary>How a second name is made up, where it has two; else <c>null</c>.</summary>
    public string? ClientIdTemplate { get; init; }

    /// <summary>True if a credential without a signature may be known by its address alone, and so says itself whether
    /// it must sign.</summary>
    public bool MayBeKnownByAddress { get; init; }

    /// <summary>True if its inquiries have a price.</summary>
    public bool IsPriced { get; init; }

    /// <summary>True if its transfers have a fee.</summary>
    public bool HasFees { get; init; }

    /// <summary>True if its secret lies sealed, so that it can be used again.</summary>
    public bool IsSealed => Secret is not SharedSecret.ShownKey;
}

/// <summary>The kinds of text that a caller and we share.</summary>
public enum SharedSecret
{
    /// <summary>An API key that is shown with each request: its digest is kept.</summary>
    ShownKey,

    /// <summary>What both sign with: it is kept sealed.</summary>
    SigningSecret,

    /// <summary>An API key that is shown, and that signs what its caller is told: both.</summary>
    ShownAndSigningKey,
}
