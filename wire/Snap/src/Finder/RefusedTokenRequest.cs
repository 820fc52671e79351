using System.Security.Cryptography;

namespace Periksa.Wire.Snap.Finder;

/// <summary>A request for an access token whose signature was refused, and what the server knows about its
/// sender.</summary>
public sealed class RefusedTokenRequest
{
    /// <summary>The text of X-SIGNATURE.</summary>
    public required string Signature { get; init; }

    /// <summary>The text of X-CLIENT-KEY.</summary>
    public required string ClientId { get; init; }

    /// <summary>The text of X-TIMESTAMP.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The public key of this client id.</summary>
    public required RSA? PublicKey { get; init; }

    /// <summary>The same partner's other public keys.</summary>
    public IReadOnlyList<RSA> OtherPublicKeys { get; init; } = [];

    /// <summary>The same partner's other client ids.</summary>
    public IReadOnlyList<string> OtherClientIds { get; init; } = [];

    /// <summary>The client secret; empty for none.</summary>
    public ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>Path and query as the caller wrote them; empty where they are not known.</summary>
    public string Target { get; init; } = "";

    /// <summary>The body as it came.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
