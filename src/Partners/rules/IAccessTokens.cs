namespace Periksa.Partners;

/// <summary>Issues the tokens that callers show instead of a password, and knows them again on every
/// host.</summary>
public interface IAccessTokens
{
    /// <summary>The lifetime of the standard's tokens, in the clock's time.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(900);

    /// <summary>The longest that any dialect's token is good for; what claims to live longer is none of
    /// ours.</summary>
    static readonly TimeSpan LifetimeMaximum = TimeSpan.FromHours(1);

    /// <summary>A new token for this credential and for no other.</summary>
    /// <param name="lifetime">How long it is good for, in the clock's time.</param>
    ValueTask<string> Issue(Credential credential, TimeSpan lifetime, CancellationToken cancel);

    /// <summary>The verdict on a token that is shown as this credential's. It waits only for a signing key that this
    /// host has not seen yet.</summary>
    ValueTask<TokenVerdict> Check(string token, Credential credential, CancellationToken cancel);
}

public enum TokenVerdict
{
    Valid,

    /// <summary>It was one until it expired, or until the secrets it was given for were replaced or
    /// revoked.</summary>
    Expired,

    /// <summary>It is one of ours, but another client's or another dialect's.</summary>
    OfAnother,

    /// <summary>It is not ours.</summary>
    Invalid,
}
