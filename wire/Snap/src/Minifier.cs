using System.Buffers;

namespace Periksa.Wire.Snap;

/// <summary>Minifies JSON as SNAP means it: drops space, tab, carriage return and line feed outside strings, and
/// changes nothing else. A text may come in pieces.</summary>
/// <remarks>
/// Parsing the text and writing it again would be shorter, but it may escape a character or write a number in
/// another way, and then an honest signature no longer matches. So nothing is parsed: a text that is no JSON is
/// minified, too. Source: SNAP technical standard and security, the string to sign of a service request.
/// </remarks>
public struct Minifier
{
    static readonly SearchValues<byte> OutsideStrings = SearchValues.Create(" \t\r\n\""u8);
    static readonly SearchValues<byte> InsideStrings = SearchValues.Create("\\\""u8);

    bool _isInString;
    bool _isEscaped;

    /// <summary>Writes what is kept of the next piece, and returns how many bytes that were.</summary>
    /// <param name="piece">UTF-8, cut anywhere.</param>
    /// <param name="kept">At least as long as <paramref name="piece"/>; it may be the piece itself.</param>
    public int Next(ReadOnlySpan<byte> piece, Span<byte> kept)
    {
        var length = 0;
        while (!piece.IsEmpty)
        {
            var run = _isInString ? RunInString(piece) : RunOutside(piece);
            piece[..run].CopyTo(kept[length..]);
            length += run;
            piece = piece[run..];

            if (!_isInString && IsWhiteSpace(piece))
                piece = piece[1..];
        }

        return length;
    }

    /// <summary>Whether there is nothing to drop. Most callers send their JSON compact, and a digest can then be
    /// taken of the text as it stands.</summary>
    public static bool IsMinified(ReadOnlySpan<byte> json)
    {
        var minifier = new Minifier();
        while (!json.IsEmpty)
        {
            var run = minifier._isInString ? minifier.RunInString(json) : minifier.RunOutside(json);
            json = json[run..];

            if (!minifier._isInString && IsWhiteSpace(json))
                return false;
        }

        return true;
    }

    static bool IsWhiteSpace(ReadOnlySpan<byte> rest) =>
        rest is [(byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..];

    // Up to the next white space, or past the next quotation mark, with which a string begins.
    int RunOutside(ReadOnlySpan<byte> piece)
    {
        var found = piece.IndexOfAny(OutsideStrings);
        if (found < 0)
            return piece.Length;

        if (piece[found] != '"')
            return found;

        _isInString = true;
        return found + 1;
    }

    // Past the end of the string, or past everything.
    int RunInString(ReadOnlySpan<byte> piece)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                continue;
            }

            var found = piece[i..].IndexOfAny(InsideStrings);
            if (found < 0)
                return piece.Length;

            i += found;
            if (piece[i] == '\\')
            {
                _isEscaped = true;
                continue;
            }

            _isInString = false;
            return i + 1;
        }

        return piece.Length;
    }
}
