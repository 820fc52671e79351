using System.Security.Cryptography;

namespace Periksa.Wire.Snap;

/// <summary>X-SIGNATURE of a request for an access token: base64 of SHA256withRSA (PKCS#1 v1.5) over
/// <c>clientId|timestamp</c>.</summary>
/// <remarks>Source: SNAP technical standard and security, service 73, access token B2B.</remarks>
public static class TokenSignature
{
    /// <param name="clientId">The text of X-CLIENT-KEY.</param>
    /// <param name="timestamp">The text of X-TIMESTAMP.</param>
    public static string Sign(RSA privateKey, string clientId, string timestamp)
    {
        var text = Text(stackalloc byte[SignedText.UsualLengthBytes], clientId, timestamp);
        return Convert.ToBase64String(
            privateKey.SignData(text.Bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <param name="signature">The text of X-SIGNATURE.</param>
    public static bool Verify(
        RSA publicKey, string clientId, string timestamp, string signature, SignatureForms forms)
    {
        Span<byte> received = stackalloc byte[SignatureText.LongestBytes];
        if (!SignatureText.TryDecode(signature, forms, received, out var length))
            return false;

        var text = Text(stackalloc byte[SignedText.UsualLengthBytes], clientId, timestamp);
        return publicKey.VerifyData(
            text.Bytes, received[..length], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
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
