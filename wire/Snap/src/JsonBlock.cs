using System.Numerics;
using System.Runtime.Intrinsics;

namespace Periksa.Wire.Snap;

/// <summary>Up to 64 bytes of JSON, one bit for each: the first byte is the lowest bit.</summary>
/// <remarks>
/// Strings in a payment's JSON are short, so that looking for one quotation mark after the other costs as much as
/// the SHA-256 that follows. Looking at 64 bytes at once costs a tenth of that.
/// </remarks>
readonly ref struct JsonBlock
{
    public const int LengthMaximum = 64;

    JsonBlock(Vector512<byte> bytes, int length)
    {
        Length = length;
        Quotes = Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
        Backslashes = Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits();
        WhiteSpace = (Vector512.Equals(bytes, Vector512.Create((byte)' '))
            | Vector512.Equals(bytes, Vector512.Create((byte)'\t'))
            | Vector512.Equals(bytes, Vector512.Create((byte)'\r'))
            | Vector512.Equals(bytes, Vector512.Create((byte)'\n'))).ExtractMostSignificantBits();
    }

    public int Length { get; }

    public ulong Quotes { get; }

    public ulong Backslashes { get; }

    public ulong WhiteSpace { get; }

    /// <summary>A one for each byte of the block.</summary>
    public ulong All => ~From(Length);

    /// <summary>The first 64 bytes, or all of them where there are fewer.</summary>
    public static JsonBlock Of(ReadOnlySpan<byte> json)
    {
        if (json.Length >= LengthMaximum)
            return new(Vector512.Create(json), LengthMaximum);

        // What is filled up with zeros has no bit set there.
        Span<byte> filled = stackalloc byte[LengthMaximum];
        filled.Clear();
        json.CopyTo(filled);
        return new(Vector512.Create<byte>(filled), json.Length);
    }

    /// <summary>Ones from this bit upwards; none from the 64th.</summary>
    public static ulong From(int bit) => bit >= LengthMaximum ? 0 : ulong.MaxValue << bit;

    /// <summary>Ones where a string is, where no byte is escaped: from each opening quotation mark up to the byte
    /// before the closing one.</summary>
    public ulong FindStrings(bool isInString)
    {
        // Each bit becomes the parity of the quotation marks up to it.
        var bits = Quotes;
        for (var distance = 1; distance < LengthMaximum; distance *= 2)
            bits ^= bits << distance;

        return isInString ? ~bits : bits;
    }

    /// <summary>The same where bytes may be escaped.</summary>
    /// <param name="isEscaped">Whether the first byte is; afterwards, whether the first of the next block is.</param>
    public ulong FindStrings(bool isInString, ref bool isEscaped)
    {
        var strings = isInString ? ulong.MaxValue : 0;
        var escaped = isEscaped ? 0 : -1;

        for (var rest = Quotes | Backslashes; rest != 0; rest &= rest - 1)
        {
            var at = BitOperations.TrailingZeroCount(rest);
            if (at == escaped)
                continue;

            if ((Quotes >> at & 1) != 0)
                strings ^= From(at);
            else if ((strings >> at & 1) != 0)
                escaped = at + 1;
        }

        isEscaped = escaped == Length;
        return strings;
    }
}
