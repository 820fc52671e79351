using System.Buffers;
using System.Text;

namespace Periksa.Wire.Snap.Finder;

/// <summary>A signature's bytes, and what is wrong with how they were written.</summary>
/// <param name="Mistake"><c>null</c> where it is written as the standard says.</param>
sealed record Spelling(byte[] Bytes, SignatureMistake? Mistake)
{
    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    static readonly SearchValues<byte> HexBytes = SearchValues.Create("0123456789abcdefABCDEF"u8);

    // Percent escapes triple some characters; longer than that is no signature.
    const int LongestText = 3 * 2 * SignatureText.LongestBytes;

    /// <summary>Reads a signature however it is written; <c>null</c> for what is none.</summary>
    public static Spelling? Read(string signature)
    {
        if (signature.Length is 0 or > LongestText)
            return null;

        if (IsHex(signature))
            return new(Convert.FromHexString(signature), SignatureMistake.SignatureInHex);

        if (TryDecode(signature) is { } bytes)
            return Unwrapped(bytes);

        var cleaned = Cleaned(signature);
        if (IsHex(cleaned))
            return new(Convert.FromHexString(cleaned), SignatureMistake.SignatureInHex);

        var mistake = cleaned.AsSpan().ContainsAny('-', '_')
            ? SignatureMistake.SignatureInBase64Url
            : SignatureMistake.SignatureMisspelt;
        return TryDecode(Padded(cleaned.Replace('-', '+').Replace('_', '/'))) is { } found ? new(found, mistake) : null;
    }

    // Base64 of a hex text, or of a base64 text.
    static Spelling Unwrapped(byte[] bytes)
    {
        if (IsSignatureLength(bytes.Length / 2) && bytes.Length % 2 is 0 && !bytes.AsSpan().ContainsAnyExcept(HexBytes))
            return new(Convert.FromHexString(Encoding.ASCII.GetString(bytes)), SignatureMistake.SignatureHexInBase64);

        if (Ascii.IsValid(bytes)
            && TryDecode(Encoding.ASCII.GetString(bytes)) is { } inner && IsSignatureLength(inner.Length))
        {
            return new(inner, SignatureMistake.SignatureMisspelt);
        }

        return new(bytes, Mistake: null);
    }

    static bool IsHex(string text) =>
        text.Length % 2 is 0 && IsSignatureLength(text.Length / 2) && !text.AsSpan().ContainsAnyExcept(HexDigits);

    // A hash, or RSA from 1024 bits up.
    static bool IsSignatureLength(int bytes) =>
        Hashes.HasLength(bytes) || bytes is >= 128 and <= SignatureText.LongestBytes;

    static byte[]? TryDecode(string text)
    {
        Span<byte> bytes = stackalloc byte[2 * SignatureText.LongestBytes];
        return SignatureText.TryDecode(text, SignatureForms.Base64, bytes, out var length)
            ? bytes[..length].ToArray()
            : null;
    }

    // A blank within is a plus that a form decoded.
    static string Cleaned(string text)
    {
        var plain = text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;
        return plain.Trim().Trim('"', '\'')
            .Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", "", StringComparison.Ordinal)
            .Replace("\t", "", StringComparison.Ordinal)
            .Replace(' ', '+');
    }

    static string Padded(string text)
    {
        var bare = text.TrimEnd('=');
        return bare + new string('=', (4 - (bare.Length % 4)) % 4);
    }
}
