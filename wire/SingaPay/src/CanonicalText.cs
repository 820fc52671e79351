using System.Buffers.Text;
using System.Diagnostics;
using System.Text;

namespace Periksa.Wire.SingaPay;

/// <summary>A string as a signature covers it: of its escapes, only <c>\/</c> and <c>\uXXXX</c> are
/// undone.</summary>
public static class CanonicalText
{
    const int EscapeLength = 6;   // \uXXXX

    /// <summary>Writes a string's text without its quotes, and returns how long it has become.</summary>
    /// <param name="escaped">Well formed: every escape is whole, and half a character has its other half.</param>
    /// <param name="canonical">At least as long.</param>
    public static int Write(ReadOnlySpan<byte> escaped, Span<byte> canonical)
    {
        var length = 0;

        while (escaped.IndexOf((byte)'\\') is >= 0 and var at)
        {
            escaped[..at].CopyTo(canonical[length..]);
            length += at;
            escaped = escaped[at..];

            var (read, written) = WriteEscape(escaped, canonical[length..]);
            length += written;
            escaped = escaped[read..];
        }

        escaped.CopyTo(canonical[length..]);
        return length + escaped.Length;
    }

    static (int Read, int Written) WriteEscape(ReadOnlySpan<byte> escape, Span<byte> canonical)
    {
        if (escape[1] is (byte)'u')
        {
            var character = Character(escape, out var read);
            return (read, Write(character, canonical));
        }

        var kept = escape[1] is (byte)'/' ? escape[1..2] : escape[..2];
        kept.CopyTo(canonical);
        return (2, kept.Length);
    }

    static Rune Character(ReadOnlySpan<byte> escape, out int read)
    {
        var unit = Unit(escape);
        read = char.IsSurrogate(unit) ? 2 * EscapeLength : EscapeLength;
        return char.IsSurrogate(unit) ? new(unit, Unit(escape[EscapeLength..])) : new(unit);
    }

    static char Unit(ReadOnlySpan<byte> escape) =>
        Utf8Parser.TryParse(escape[2..EscapeLength], out ushort unit, out _, 'x')
            ? (char)unit
            : throw new UnreachableException("A well-formed escape has four hex digits.");

    // JSON cannot do without an escape for these, so the shortest stands for all.
    static int Write(Rune character, Span<byte> canonical)
    {
        var shortest = character.Value switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            _ => default,
        };

        shortest.CopyTo(canonical);
        if (!shortest.IsEmpty)
            return shortest.Length;

        return character.Value < ' ' ? WriteControl(character.Value, canonical) : character.EncodeToUtf8(canonical);
    }

    static int WriteControl(int character, Span<byte> canonical)
    {
        "\\u00"u8.CopyTo(canonical);
        canonical[4] = "0123456789abcdef"u8[character >> 4];
        canonical[5] = "0123456789abcdef"u8[character & 0xF];
        return EscapeLength;
    }
}
