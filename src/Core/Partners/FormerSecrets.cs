namespace Periksa;

/// <summary>What a credential had before its secrets were replaced: it still proves who calls, for a while.</summary>
/// <param name="Until">The moment from which it proves nothing, in the clock's time.</param>
/// <param name="Generation">The generation that tokens of it name.</param>
public sealed record FormerSecrets(DateTimeOffset Until, long Generation)
{
    /// <summary>The digest of the former API key; <c>null</c> where there was none.</summary>
    public ApiKeyHash? ApiKey { get; init; }

    /// <summary>The former secret of symmetric signatures; <c>null</c> where there was none.</summary>
    public ClientSecret? ClientSecret { get; init; }

    /// <summary>The former public key, as DER SubjectPublicKeyInfo; empty where it is still the same.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; init; }
}
