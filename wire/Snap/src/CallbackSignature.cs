using System.Security.Cryptography;

namespace Periksa.Wire.Snap;

/// <summary>X-SIGNATURE of a callback as iFortepay defines it: base64 of HMAC-SHA512 with the client secret over
/// <c>url:version:digest:timestamp</c>, as UTF-8.</summary>
/// <remarks>Source: iFortepay, API account inquiry, callback header.</remarks>
public static class CallbackSignature
{
    /// <summary>Signs a callback.</summary>
    /// <param name="url">The callback URL as the partner registered it.</param>
    /// <param name="version">The text of X-VERSION, e.g. <c>1.0</c>.</param>
    /// <param name="body">The bytes that are sent.</param>
    /// <param name="timestamp">The text of X-TIMESTAMP.</param>
    /// <returns>The text of X-SIGNATURE.</returns>
    /// <exception cref="ArgumentException">A text holds half a surrogate pair.</exception>
    public static string Sign(
        ReadOnlySpan<byte> clientSecret, string url, string version, ReadOnlySpan<byte> body, string timestamp)
    {
        var text = Text(stackalloc byte[SignedText.UsualLengthBytes], url, version, body, timestamp);

        Span<byte> signature = stackalloc byte[HMACSHA512.HashSizeInBytes];
        HMACSHA512.HashData(clientSecret, text.Demand(), signature);
        return Convert.ToBase64String(signature);
    }

    /// <summary>True if whoever knows the client secret sent this callback. Compares in constant time.</summary>
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

        var text = Text(stackalloc byte[SignedText.UsualLengthBytes], url, version, body, timestamp);
        if (!text.IsText)
            return false;

        Span<byte> expected = stackalloc byte[HMACSHA512.HashSizeInBytes];
        HMACSHA512.HashData(clientSecret, text.Bytes, expected);
        return CryptographicOperations.FixedTimeEquals(expected, received);
    }

    static SignedText Text(
        Span<byte> buffer, string url, string version, ReadOnlySpan<byte> body, string timestamp)
    {
        var text = new SignedText(buffer);
        text.Add(url);
        text.Add(":");
        text.Add(version);
        text.Add(":");
        text.AddDigest(body);
        text.Add(":");
        text.Add(timestamp);
        return text;
    }
}
