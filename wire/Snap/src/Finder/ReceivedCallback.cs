namespace Periksa.Wire.Snap.Finder;

/// <summary>A callback as it was received, and a signature that its receiver computed, or found in it.</summary>
/// <remarks>Not a record: a record would print the secret.</remarks>
public sealed class ReceivedCallback
{
    /// <summary>The signature to be explained, in base64 if it is right.</summary>
    public required string Signature { get; init; }

    public string Method { get; init; } = "POST";

    /// <summary>The URL as it is registered.</summary>
    public required string Url { get; init; }

    /// <summary>Path and query of the URL.</summary>
    public required string Target { get; init; }

    /// <summary>The text of X-VERSION where <c>url:version:digest:timestamp</c> is signed; <c>null</c> where it is what
    /// a request without a token signs.</summary>
    public string? Version { get; init; }

    /// <summary>The text of X-TIMESTAMP.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The body as it came.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The client secret of the credential that is called back.</summary>
    public ReadOnlyMemory<byte> Secret { get; init; }
}
