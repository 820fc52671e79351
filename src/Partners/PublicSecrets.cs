using System.Security.Cryptography;
using System.Text;
using Periksa.Postgres;

namespace Periksa.Partners;

/// <summary>The secrets that ship with the sandbox, which everybody knows, by their digests: production refuses them
/// without having a sandbox in it.</summary>
public static class PublicSecrets
{
    static readonly HashSet<string> Digests = [.. Sql.Read("public.sha256").Split('\n').Where(line => line.Length > 0)];

    public static bool Contains(string secret) => Contains(Encoding.UTF8.GetBytes(secret));

    /// <summary>True if a credential uses one of them.</summary>
    public static bool AreOf(Credential credential) =>
        (credential.ApiKey is { } key && Digests.Contains(key.ToString()))
        || (credential.Former?.ApiKey is { } former && Digests.Contains(former.ToString()))
        || credential.ClientSecrets.Any(secret => Contains(secret.Bytes))
        || credential.PublicKeys.Any(publicKey => Contains(publicKey.Span));

    /// <summary>SHA-256 in hex.</summary>
    public static string Digest(ReadOnlySpan<byte> secret) => Convert.ToHexStringLower(SHA256.HashData(secret));

    static bool Contains(ReadOnlySpan<byte> secret) => Digests.Contains(Digest(secret));
}
