namespace Periksa.Host.Lab;

/// <summary>A byte of a text, and the character that begins with it.</summary>
/// <param name="Glyph">Nothing to see where it goes on with the character before.</param>
public readonly record struct ByteCell(int Offset, byte Value, Glyph Glyph)
{
    public string Hex => $"{Value:x2}";
}

/// <summary>Where two texts first differ.</summary>
/// <param name="Offset">Number of bytes that are the same.</param>
/// <param name="Part">The part of the right text that this is in; <c>null</c> at its end.</param>
/// <param name="Right">The bytes of the right text around it.</param>
/// <param name="Other">Those of the other.</param>
/// <param name="RightLength">Of the whole text, in bytes.</param>
public sealed record TextDifference(
    int Offset,
    PartName? Part,
    IReadOnlyList<ByteCell> Right,
    IReadOnlyList<ByteCell> Other,
    int RightLength,
    int OtherLength)
{
    const int BytesBefore = 12;
    const int BytesAfter = 20;
    const int CharacterBytesMaximum = 4;

    /// <returns><c>null</c> where they are the same.</returns>
    public static TextDifference? Find(SigningText right, ReadOnlySpan<byte> other)
    {
        var known = right.Bytes.AsSpan();
        var offset = known.CommonPrefixLength(other);
        return offset == known.Length && offset == other.Length
            ? null
            : new(
                offset, right.PartAt(offset), Around(known, offset), Around(other, offset), known.Length, other.Length);
    }

    /// <summary>The character that differs in the right text; <c>null</c> at its end.</summary>
    public Glyph? RightGlyph => At(Right);

    /// <summary>The character that differs in the other; <c>null</c> at its end.</summary>
    public Glyph? OtherGlyph => At(Other);

    // Where characters differ in a later byte, the character is the one that this byte belongs to.
    Glyph? At(IReadOnlyList<ByteCell> cells) => cells.Any(cell => cell.Offset == Offset)
        ? cells.LastOrDefault(cell => cell.Offset <= Offset && cell.Glyph.Text.Length > 0).Glyph
        : null;

    static List<ByteCell> Around(ReadOnlySpan<byte> text, int offset)
    {
        var cells = new List<ByteCell>();
        var (at, end) = (Start(text, offset), Math.Min(text.Length, offset + BytesAfter));
        while (at < end)
        {
            var (glyph, length) = Glyph.First(text[at..]);
            for (var i = 0; i < length; i++, at++)
                cells.Add(new(at, text[at], i is 0 ? glyph : new("")));
        }

        return cells;
    }

    // Not within a character.
    static int Start(ReadOnlySpan<byte> text, int offset)
    {
        var at = Math.Min(text.Length, Math.Max(0, offset - BytesBefore));
        for (var back = 1; back < CharacterBytesMaximum && at > 0 && IsContinued(text, at); back++)
            at--;

        return at;
    }

    static bool IsContinued(ReadOnlySpan<byte> text, int at) => at < text.Length && (text[at] & 0xC0) is 0x80;
}
