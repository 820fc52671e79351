using System.Security.Cryptography;

namespace Periksa.Wire.Snap;

/// <summary>X-SIGNATURE of a callback as iFortepay defines it: base64 of HMAC-SHA512 with the client secret over
/// <c>url:version:digest:timestamp</c>.</summary>
/// <remarks>Source: iFortepay, API account inquiry, callback header.</remarks>
public static class CallbackSignature
{
    /// <param name="url">The callback URL as the partner registered it.</param>
    /// <param name="version">The text of X-VERSION, e.g. <c>1.0</c>.</param>
    /// <param name="timestamp">The text of X-TIMESTAMP.</param>
    public static string Sign(
        ReadOnlySpan<byte> clientSecret, string url, string version, ReadOnlySpan<byte> body, string timestamp)
    {
        Span<byte> signature = stackalloc byte[HMACSHA512.HashSizeInBytes];
        Sign(clientSecret, url, version, body, timestamp, signature);
        return Convert.ToBase64String(signature);
    }

    /// <summary>Whether whoever knows the client secret sent this callback. Compares in constant time.</summary>
    /// <param name="signature">The text of X-SIGNATURE, in base64.</param>
    public static bool Verify(
        ReadOnlySpan<byte> clientSecret,
        string url,
        string version,
        ReadOnlySpan<byte> body,
        string timestamp,
        string signature)
    {
        Span<byte> received = stackalloc byte[HMACSHA512.HashSizeInBytes];
        if (!SignatureText.TryDecode(signature, SignatureForms.Base64, received, out var length)
            || length != received.Length)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA512.HashSizeInBytes];
        Sign(clientSecret, url, version, body, timestamp, expected);
        return CryptographicOperations.FixedTimeEquals(expected, received);
    }

    static void Sign(
        ReadOnlySpan<byte> clientSecret,
        string url,
        string version,
        ReadOnlySpan<byte> body,
        string timestamp,
        Span<byte> signature)
    {
        var text = new SignedText(stackalloc byte[SignedText.UsualLengthBytes]);
        text.Add(url);
        text.Add(":");
        text.Add(version);
        text.Add(":");
        text.AddDigest(body);
        text.Add(":");
        text.Add(timestamp);
        HMACSHA512.HashData(clientSecret, text.Bytes, signature);
    }
}
