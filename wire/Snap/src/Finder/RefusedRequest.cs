using System.Security.Cryptography;

namespace Periksa.Wire.Snap.Finder;

/// <summary>A service request whose signature was refused, and what the server knows about its sender.</summary>
/// <remarks>Not a record: a record would print the token.</remarks>
public sealed class RefusedRequest
{
    /// <summary>The text of X-SIGNATURE.</summary>
    public required string Signature { get; init; }

    public required string Method { get; init; }

    /// <summary>Path and query as this host received them.</summary>
    public required string Target { get; init; }

    /// <summary>The text of X-TIMESTAMP.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The access token, without <c>Bearer </c>; <c>null</c> where the request came without one, and is to be
    /// signed asymmetrically.</summary>
    public required string? Token { get; init; }

    /// <summary>The body as it came.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The prefix that a proxy took off the path before it came here, e.g. <c>/gateway</c>; the right
    /// signature covers it.</summary>
    public string PublicPrefix { get; init; } = "";

    /// <summary>Targets that were named beside this one, as proxies do in X-Forwarded-Uri and X-Original-URI.</summary>
    public IReadOnlyList<string> OtherTargets { get; init; } = [];

    /// <summary>The text of Host; empty where it is not known.</summary>
    public string Host { get; init; } = "";

    /// <summary>The text of Authorization; empty for none.</summary>
    public string Authorization { get; init; } = "";

    /// <summary>The text of X-PARTNER-ID; empty where it is not known.</summary>
    public string PartnerId { get; init; } = "";

    /// <summary>The text of X-EXTERNAL-ID; empty where it is not known.</summary>
    public string ExternalId { get; init; } = "";

    /// <summary>The client secret of this credential; empty for none.</summary>
    public ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>The same partner's other client secrets.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> OtherSecrets { get; init; } = [];

    /// <summary>The public key of this credential.</summary>
    public RSA? PublicKey { get; init; }

    /// <summary>The same partner's other public keys.</summary>
    public IReadOnlyList<RSA> OtherPublicKeys { get; init; } = [];
}
