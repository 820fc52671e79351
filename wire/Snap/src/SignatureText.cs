using System.Buffers;

namespace Periksa.Wire.Snap;

/// <summary>The encodings in which a signature may be written.</summary>
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

    // The lengths in hex digits that a signature has: HMAC-SHA512, and RSA with 2048, 3072, 4096 and 8192 bits. Some
    // larger keys have one of these lengths in base64, but no signature of theirs consists of hex digits alone.
    static readonly int[] HexLengths = [HmacHexDigits, 512, 768, 1024, 2048];

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>True if it is written in hex: nothing but hex digits, and as many as a signature has.</summary>
    public static bool IsHex(string signature) =>
        HexLengths.AsSpan().Contains(signature.Length) && signature.AsSpan().IndexOfAnyExcept(HexDigits) < 0;

    /// <summary>Reads a signature. Base64 is taken strictly: padded, no white space, no URL alphabet, and no bits set
    /// that do not count; so each signature has one text.</summary>
    /// <param name="bytes">Room for the signature; <see cref="LongestBytes"/> is always enough.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <returns>False where it is malformed, empty, or longer than <paramref name="bytes"/>.</returns>
    public static bool TryDecode(string signature, SignatureForms forms, Span<byte> bytes, out int length)
    {
        length = 0;
        if (signature.Length is 0 or > 2 * LongestBytes)
            return false;

        if (forms is SignatureForms.Base64OrHex && IsHex(signature))
            return Convert.FromHexString(signature, bytes, out _, out length) is OperationStatus.Done;

        return !signature.AsSpan().ContainsAny(" \t\r\n")
            && EndsClean(signature)
            && Convert.TryFromBase64String(signature, bytes, out length);
    }

    // The digit before the padding stands for more bits than there are left: those must be zero.
    static bool EndsClean(string base64) => base64 switch
    {
        [.., var last, '=', '='] => last is 'A' or 'Q' or 'g' or 'w',
        [.., var last, '='] => "AEIMQUYcgkosw048".Contains(last),
        _ => true,
    };
}
