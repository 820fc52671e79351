using System.Buffers;
using System.Globalization;
using System.Text;

namespace Periksa.Host.Lab;

/// <summary>Characters as they can be seen.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Name">What it is, where that cannot be seen; <c>null</c> for plain text.</param>
public readonly record struct Glyph(string Text, string? Name = null)
{
    // Where an eye takes one character for another, or for none.
    static readonly Dictionary<int, (string? Shown, string Name)> Named = new()
    {
        [' '] = ("·", "SPACE"),
        ['\t'] = ("→", "TAB"),
        ['\n'] = ("␊", "LINE FEED"),
        ['\r'] = ("␍", "CARRIAGE RETURN"),
        [0x7F] = ("␡", "DELETE"),
        [0xA0] = ("⍽", "NO-BREAK SPACE"),
        [0xAD] = (null, "SOFT HYPHEN"),
        [0x3000] = ("⍽", "IDEOGRAPHIC SPACE"),
        [0x200B] = (null, "ZERO WIDTH SPACE"),
        [0x200C] = (null, "ZERO WIDTH NON-JOINER"),
        [0x200D] = (null, "ZERO WIDTH JOINER"),
        [0x200E] = (null, "LEFT-TO-RIGHT MARK"),
        [0x200F] = (null, "RIGHT-TO-LEFT MARK"),
        [0x2028] = (null, "LINE SEPARATOR"),
        [0x2029] = (null, "PARAGRAPH SEPARATOR"),
        [0x202F] = ("⍽", "NARROW NO-BREAK SPACE"),
        [0x2060] = (null, "WORD JOINER"),
        [0xFEFF] = (null, "BYTE ORDER MARK"),
        [0x2018] = ("‘", "LEFT SINGLE QUOTATION MARK"),
        [0x2019] = ("’", "RIGHT SINGLE QUOTATION MARK"),
        [0x201A] = ("‚", "SINGLE LOW-9 QUOTATION MARK"),
        [0x201C] = ("“", "LEFT DOUBLE QUOTATION MARK"),
        [0x201D] = ("”", "RIGHT DOUBLE QUOTATION MARK"),
        [0x201E] = ("„", "DOUBLE LOW-9 QUOTATION MARK"),
        [0x2010] = ("‐", "HYPHEN, not -"),
        [0x2011] = ("‑", "NON-BREAKING HYPHEN, not -"),
        [0x2012] = ("‒", "FIGURE DASH"),
        [0x2013] = ("–", "EN DASH"),
        [0x2014] = ("—", "EM DASH"),
        [0x2212] = ("−", "MINUS SIGN, not -"),
        [0x2026] = ("…", "HORIZONTAL ELLIPSIS"),
        [0xFFFD] = ("\uFFFD", "REPLACEMENT CHARACTER: the text was no UTF-8"),
    };

    /// <summary>Everything that is in a text; at most so many bytes of it.</summary>
    public static IReadOnlyList<Glyph> Of(ReadOnlySpan<byte> text, int lengthMaximum)
    {
        List<Glyph> all = [];
        var plain = new StringBuilder();
        var rest = text[..Math.Min(text.Length, lengthMaximum)];
        while (!rest.IsEmpty)
        {
            var (glyph, length) = First(rest);
            rest = rest[length..];
            if (glyph.Name is null)
            {
                plain.Append(glyph.Text);
                continue;
            }

            if (plain.Length > 0)
                all.Add(new(plain.ToString()));

            plain.Clear();
            all.Add(glyph);
        }

        if (plain.Length > 0)
            all.Add(new(plain.ToString()));

        return all;
    }

    /// <summary>The character that a text begins with, and how many bytes it has.</summary>
    public static (Glyph Glyph, int Length) First(ReadOnlySpan<byte> text) =>
        Rune.DecodeFromUtf8(text, out var rune, out var length) is OperationStatus.Done
            ? (Of(rune), length)
            : (new($"[{text[0]:X2}]", $"BYTE {text[0]:X2}, no UTF-8"), 1);

    static Glyph Of(Rune rune)
    {
        var code = rune.Value;
        if (Named.TryGetValue(code, out var named))
            return new(named.Shown ?? $"[{Number(code)}]", $"{named.Name} {Number(code)}");

        return code switch
        {
            < ' ' => new(((char)(0x2400 + code)).ToString(), $"CONTROL CHARACTER {Number(code)}"),
            <= '~' => new(((char)code).ToString()),
            >= 0xFF01 and <= 0xFF5E => new(rune.ToString(), $"FULL-WIDTH {(char)(code - 0xFEE0)} {Number(code)}"),
            >= 0x370 and <= 0x3FF => new(rune.ToString(), $"GREEK LETTER {Number(code)}"),
            >= 0x400 and <= 0x52F => new(rune.ToString(), $"CYRILLIC LETTER {Number(code)}"),
            _ => OfCategory(rune),
        };
    }

    static Glyph OfCategory(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.SpaceSeparator => new("⍽", $"SPACE {Number(rune.Value)}"),
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark =>
            new($"[{Number(rune.Value)}]", $"COMBINING MARK {Number(rune.Value)}"),
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator =>
            new($"[{Number(rune.Value)}]", $"INVISIBLE CHARACTER {Number(rune.Value)}"),
        _ => new(rune.ToString()),
    };

    static string Number(int code) => $"U+{code:X4}";
}
