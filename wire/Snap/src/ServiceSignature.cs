using System.Security.Cryptography;

namespace Periksa.Wire.Snap;

/// <summary>The parts of a service request that its signature covers.</summary>
/// <param name="method">The HTTP method in capitals, e.g. <c>POST</c>.</param>
/// <param name="target">Path and query exactly as the caller wrote them on the request line, e.g.
/// <c>/snap/v1.0/emoney/bank-account-inquiry</c>; no scheme and no host.</param>
/// <param name="body">The body's bytes as they came; empty for none.</param>
/// <param name="timestamp">The text of X-TIMESTAMP.</param>
public readonly ref struct ServiceRequest(string method, string target, ReadOnlySpan<byte> body, string timestamp)
{
    /// <summary>The HTTP method in capitals.</summary>
    public string Method { get; } = method;

    /// <summary>Path and query as the caller wrote them.</summary>
    public string Target { get; } = target;

    /// <summary>The body's bytes as they came.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The text of X-TIMESTAMP.</summary>
    public string Timestamp { get; } = timestamp;

    internal ServiceRequest With(ReadOnlySpan<byte> body) => new(Method, Target, body, Timestamp);
}

/// <summary>X-SIGNATURE of a service request, symmetric with an access token or asymmetric without.</summary>
/// <remarks>
/// Symmetric: base64 of HMAC-SHA512 with the client secret over <c>METHOD:target:token:digest:timestamp</c>.
/// Asymmetric: base64 of SHA256withRSA (PKCS#1 v1.5) over <c>METHOD:target:digest:timestamp</c>.
/// The digest is <see cref="BodyDigest"/>, and the text is UTF-8. Nothing here looks at the timestamp's age. Source:
/// SNAP technical standard and security, signature of transaction requests, options 1 and 2.
/// <para>
/// Some SDKs sign their body before it is escaped and send it escaped. For them there is a second reading, in which the
/// escapes that <see cref="BodyEscapes"/> knows are undone first; there is no third.
/// </para>
/// </remarks>
public static class ServiceSignature
{
    /// <summary>Signs with a client secret.</summary>
    /// <param name="clientSecret">Its bytes, usually the UTF-8 of a text.</param>
    /// <param name="token">The access token, without <c>Bearer </c>; <c>null</c> where there is none, as when the
    /// client is called back: the text is then that of a private key's signature.</param>
    /// <returns>The text of X-SIGNATURE.</returns>
    /// <exception cref="ArgumentException">A text holds half a surrogate pair.</exception>
    public static string Sign(ReadOnlySpan<byte> clientSecret, ServiceRequest request, string? token)
    {
        var text = new SignedText(stackalloc byte[SignedText.UsualLengthBytes]);
        text.Add(request, token);

        Span<byte> signature = stackalloc byte[HMACSHA512.HashSizeInBytes];
        HMACSHA512.HashData(clientSecret, text.Demand(), signature);
        return Convert.ToBase64String(signature);
    }

    /// <summary>Signs with a private key of 2048 bits or more.</summary>
    /// <returns>The text of X-SIGNATURE.</returns>
    /// <exception cref="ArgumentException">The key is too small, or a text holds half a surrogate pair.</exception>
    public static string Sign(RSA privateKey, ServiceRequest request)
    {
        var text = new SignedText(stackalloc byte[SignedText.UsualLengthBytes]);
        text.Add(request, token: null);
        return RsaText.Sign(privateKey, text);
    }

    /// <summary>True if this client signed this request. Compares in constant time and, for a request of usual size,
    /// allocates nothing.</summary>
    /// <param name="token">The access token, without <c>Bearer </c>.</param>
    /// <param name="signature">The text of X-SIGNATURE.</param>
    /// <param name="forms">How the signature may be written.</param>
    public static bool Verify(
        ReadOnlySpan<byte> clientSecret, ServiceRequest request, string token, string signature, SignatureForms forms)
    {
        Span<byte> received = stackalloc byte[HMACSHA512.HashSizeInBytes];
        if (!SignatureText.TryDecode(signature, forms, received, out var length) || length != received.Length)
            return false;

        var text = new SignedText(stackalloc byte[SignedText.UsualLengthBytes]);
        text.Add(request, token);
        if (!text.IsText)
            return false;

        Span<byte> expected = stackalloc byte[HMACSHA512.HashSizeInBytes];
        HMACSHA512.HashData(clientSecret, text.Bytes, expected);
        return CryptographicOperations.FixedTimeEquals(expected, received);
    }

    /// <summary>True if the holder of the private key signed this request.</summary>
    /// <param name="publicKey">The client's; a key of fewer than 2048 bits verifies nothing.</param>
    /// <param name="signature">The text of X-SIGNATURE.</param>
    /// <param name="forms">How the signature may be written.</param>
    public static bool Verify(RSA publicKey, ServiceRequest request, string signature, SignatureForms forms)
    {
        Span<byte> received = stackalloc byte[SignatureText.LongestBytes];
        if (!SignatureText.TryDecode(signature, forms, received, out var length))
            return false;

        var text = new SignedText(stackalloc byte[SignedText.UsualLengthBytes]);
        text.Add(request, token: null);
        return RsaText.Verify(publicKey, text, received[..length]);
    }

    /// <summary>True if this client signed the body's second reading. False, at no cost, where there is
    /// none.</summary>
    public static bool VerifySecondReading(
        ReadOnlySpan<byte> clientSecret, ServiceRequest request, string token, string signature, SignatureForms forms)
    {
        return BodyEscapes.Undo(request.Body) is { } undone
            && Verify(clientSecret, request.With(undone), token, signature, forms);
    }

    /// <summary>True if the holder of the private key signed the body's second reading.</summary>
    public static bool VerifySecondReading(
        RSA publicKey, ServiceRequest request, string signature, SignatureForms forms) =>
        BodyEscapes.Undo(request.Body) is { } undone && Verify(publicKey, request.With(undone), signature, forms);
}
