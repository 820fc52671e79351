using Periksa.Inquiries;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>Tokens as one host keeps them: one is asked for where there is none, or where it was refused.</summary>
sealed class RememberedTokens : IProviderTokens
{
    public ProviderToken? Token { get; private set; }

    /// <summary>Whose were asked for.</summary>
    public List<string> Connectors { get; } = [];

    public async Task<string?> Get(
        string connector,
        Func<CancellationToken, Task<ProviderToken?>> renew,
        string? refused,
        TimeSpan patience,
        CancellationToken cancel)
    {
        Connectors.Add(connector);
        if (Token is null || Token.Value == refused)
            Token = await renew(cancel).WaitAsync(patience, cancel);

        return Token?.Value;
    }
}
