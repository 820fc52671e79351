using System.Security.Cryptography;

namespace Periksa.Wire.Snap;

/// <summary>X-SIGNATURE of a request for an access token: base64 of SHA256withRSA (PKCS#1 v1.5) over
/// <c>clientId|timestamp</c>, as UTF-8.</summary>
/// <remarks>Source: SNAP technical standard and security, service 73, access token B2B.</remarks>
public static class TokenSignature
{
    /// <summary>Signs with a private key of 2048 bits or more.</summary>
    /// <param name="clientId">The text of X-CLIENT-KEY.</param>
    /// <param name="timestamp">The text of X-TIMESTAMP, <see cref="SnapTimestamp"/>.</param>
    /// <returns>The text of X-SIGNATURE.</returns>
    /// <exception cref="ArgumentException">The key is too small, or a text holds half a surrogate pair.</exception>
    public static string Sign(RSA privateKey, string clientId, string timestamp) =>
        RsaText.Sign(privateKey, Text(stackalloc byte[SignedText.UsualLengthBytes], clientId, timestamp));

    /// <summary>True if the holder of the private key asked for the token. Says nothing about the timestamp's
    /// age.</summary>
    /// <param name="publicKey">The client's; a key of fewer than 2048 bits verifies nothing.</param>
    /// <param name="clientId">The text of X-CLIENT-KEY.</param>
    /// <param name="timestamp">The text of X-TIMESTAMP as it was sent.</param>
    /// <param name="signature">The text of X-SIGNATURE.</param>
    /// <param name="forms">How the signature may be written.</param>
    public static bool Verify(
        RSA publicKey, string clientId, string timestamp, string signature, SignatureForms forms)
    {
        Span<byte> received = stackalloc byte[SignatureText.LongestBytes];
        if (!SignatureText.TryDecode(signature, forms, received, out var length))
            return false;

        var text = Text(stackalloc byte[SignedText.UsualLengthBytes], clientId, timestamp);
        return RsaText.Verify(publicKey, text, received[..length]);
    }

    static SignedText Text(Span<byte> buffer, string clientId, string timestamp)
    {
        var text = new SignedText(buffer);
        text.Add(clientId);
        text.Add("|");
        text.Add(timestamp);
        return text;
    }
}
