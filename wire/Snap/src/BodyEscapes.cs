using System.Globalization;
using System.Text;

namespace Periksa.Wire.Snap;

/// <summary>The second reading of a body: as it came, but for escapes that change nothing about what it says.</summary>
/// <remarks>
/// Several SDKs write their body twice, once unescaped to sign it and once escaped to send it. Undone are <c>\/</c> and
/// <c>\uXXXX</c> from U+0080 on, within strings; pairs of surrogates become one character, and half a pair stays.
/// Nothing is parsed, so that each body has one second reading, and the JSON of both is the same.
/// </remarks>
public static class BodyEscapes
{
    const int EscapeLength = 6;   // \uXXXX
    const int FirstUndone = 0x80;

    /// <summary>The body with its escapes undone; <c>null</c> where there is none to undo.</summary>
    /// <param name="body">UTF-8, as it came.</param>
    public static byte[]? Undo(ReadOnlySpan<byte> body)
    {
        if (!body.Contains((byte)'\\'))
            return null;

        var undone = new byte[body.Length];   // an escape is longer than what it stands for
        var (length, isInString) = (0, false);

        for (var i = 0; i < body.Length;)
        {
            var isEscape = isInString && body[i] == '\\' && i + 1 < body.Length;
            if (isEscape && Read(body[i..], undone.AsSpan(length), out var written) is > 0 and var read)
            {
                (i, length) = (i + read, length + written);
                continue;
            }

            isInString ^= body[i] == '"';
            for (var count = isEscape ? 2 : 1; count > 0; count--)
                undone[length++] = body[i++];
        }

        return length == body.Length ? null : undone[..length];
    }

    // How many bytes of an escape that is undone were read; 0 for any other.
    static int Read(ReadOnlySpan<byte> escape, Span<byte> undone, out int written)
    {
        written = 0;
        if (escape[1] == '/')
        {
            undone[0] = (byte)'/';
            written = 1;
            return 2;
        }

        if (Unit(escape) is not (>= FirstUndone and var first))
            return 0;

        if (Rune.TryCreate(first, out var one))
        {
            written = one.EncodeToUtf8(undone);
            return EscapeLength;
        }

        if (Unit(escape[EscapeLength..]) is not (>= 0 and var second)
            || !Rune.TryCreate((char)first, (char)second, out var pair))
        {
            return 0;
        }

        written = pair.EncodeToUtf8(undone);
        return 2 * EscapeLength;
    }

    // The number in \uXXXX; negative where there is no such escape.
    static int Unit(ReadOnlySpan<byte> escape) =>
        escape.Length >= EscapeLength && escape[0] == '\\' && escape[1] == 'u'
        && ushort.TryParse(
            escape[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
                ? unit
                : -1;
}
