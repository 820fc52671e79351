namespace Periksa.Inquiries;

/// <summary>Access tokens of providers, shared by all hosts: one is asked for by one host at a time, and used by
/// all.</summary>
public interface IProviderTokens
{
    /// <summary>A token that is good for a while yet. Whoever stops waiting for one leaves it to be had by the
    /// next.</summary>
    /// <param name="connector">Whose.</param>
    /// <param name="renew">Asks the provider for one; <c>null</c> where it gives none.</param>
    /// <param name="refused">The token that the provider has just refused; it is not given again. <c>null</c> for
    /// none.</param>
    /// <param name="patience">How long to wait for it.</param>
    /// <exception cref="TimeoutException">There was none in that time.</exception>
    Task<string?> Get(
        string connector,
        Func<CancellationToken, Task<ProviderToken?>> renew,
        string? refused,
        TimeSpan patience,
        CancellationToken cancel);
}

/// <summary>A token as a provider gave it.</summary>
/// <param name="Lifetime">How long it is good, from when it was asked for.</param>
public sealed record ProviderToken(string Value, TimeSpan Lifetime);
