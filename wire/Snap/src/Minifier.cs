using System.Numerics;

namespace Periksa.Wire.Snap;

/// <summary>Minifies JSON as SNAP means it: drops space, tab, carriage return and line feed outside strings, and
/// changes nothing else. A text may come in pieces.</summary>
/// <remarks>
/// Parsing the text and writing it again would be shorter, but it may escape a character or write a number in
/// another way, and then an honest signature no longer matches. So nothing is parsed: a text that is no JSON is
/// minified, too. A backslash escapes the next byte only inside a string. Allocates nothing. Source: SNAP technical
/// standard and security, the string to sign of a service request.
/// </remarks>
public struct Minifier
{
    bool _isInString;
    bool _isEscaped;

    /// <summary>Writes what is kept of the next piece, and returns how many bytes that were.</summary>
    /// <param name="piece">UTF-8, cut anywhere.</param>
    /// <param name="kept">At least as long as <paramref name="piece"/>; it may begin where the piece begins.</param>
    /// <exception cref="ArgumentException"><paramref name="kept"/> is shorter than the piece.</exception>
    public int Next(ReadOnlySpan<byte> piece, Span<byte> kept)
    {
        if (kept.Length < piece.Length)
            throw new ArgumentException("What is kept needs as much room as the piece itself.", nameof(kept));

        var length = 0;
        while (!piece.IsEmpty)
        {
            var block = JsonBlock.Of(piece);
            var dropped = FindDropped(block);

            length += dropped == 0
                ? CopyAll(piece[..block.Length], kept[length..])
                : CopyRuns(~dropped & block.All, piece, kept[length..]);
            piece = piece[block.Length..];
        }

        return length;
    }

    /// <summary>True if there is nothing to drop. Most callers send their JSON compact, and a digest can then be
    /// taken of the text as it stands.</summary>
    public static bool IsMinified(ReadOnlySpan<byte> json)
    {
        var minifier = new Minifier();
        while (!json.IsEmpty)
        {
            var block = JsonBlock.Of(json);
            if (minifier.FindDropped(block) != 0)
                return false;

            json = json[block.Length..];
        }

        return true;
    }

    ulong FindDropped(in JsonBlock block)
    {
        var strings = block.Backslashes == 0 && !_isEscaped
            ? block.FindStrings(_isInString)
            : block.FindStrings(_isInString, ref _isEscaped);

        _isInString = strings >> (JsonBlock.LengthMaximum - 1) != 0;
        return block.WhiteSpace & ~strings;
    }

    static int CopyAll(ReadOnlySpan<byte> block, Span<byte> kept)
    {
        block.CopyTo(kept);
        return block.Length;
    }

    // Each run of ones is a run of bytes to keep.
    static int CopyRuns(ulong bits, ReadOnlySpan<byte> block, Span<byte> kept)
    {
        var length = 0;
        while (bits != 0)
        {
            var start = BitOperations.TrailingZeroCount(bits);
            var run = BitOperations.TrailingZeroCount(~(bits >> start));

            block.Slice(start, run).CopyTo(kept[length..]);
            length += run;
            bits &= JsonBlock.From(start + run);
        }

        return length;
    }
}
