using System.Buffers;

namespace Periksa.Wire.Snap;

/// <summary>How a signature may be written.</summary>
public enum SignatureForms
{
    /// <summary>Base64, as the standard says.</summary>
    Base64,

    /// <summary>Base64 or hex, as some SDKs send it.</summary>
    Base64OrHex,
}

/// <summary>The text of a signature header.</summary>
public static class SignatureText
{
    /// <summary>Longer than any signature: an RSA key of 8192 bits signs with 1024 bytes.</summary>
    public const int LongestBytes = 1024;

    const int HmacHexDigits = 2 * 64;

    // The lengths in hex digits that a signature has: HMAC-SHA512, and RSA with 2048 to 8192 bits. None of them is a
    // length that base64 gives to a signature of another usual kind.
    static readonly int[] HexLengths = [HmacHexDigits, 512, 768, 1024, 2048];

    /// <summary>Whether it is written in hex: nothing but hex digits, and as many as a signature has.</summary>
    public static bool IsHex(string signature) =>
        Array.IndexOf(HexLengths, signature.Length) >= 0 && signature.AsSpan().IndexOfAnyExcept(HexDigits) < 0;

    /// <summary>Reads a signature. Base64 is taken strictly: padded, no white space, no URL alphabet.</summary>
    public static bool TryDecode(string signature, SignatureForms forms, Span<byte> bytes, out int length)
    {
        length = 0;
        if (signature.Length > 2 * LongestBytes)
            return false;

        if (forms is SignatureForms.Base64OrHex && IsHex(signature))
            return Convert.FromHexString(signature, bytes, out _, out length) is OperationStatus.Done;

        return !signature.AsSpan().ContainsAny(" \t\r\n") && Convert.TryFromBase64String(signature, bytes, out length);
    }

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
}
