using System.Globalization;
using System.Text;

namespace Periksa.Bills;

/// <summary>Tells whether two names are one customer's, however they are written.</summary>
public static class PayerName
{
    /// <summary>The name without case, spaces, punctuation and other signs: the same for all ways to write
    /// it.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (IsPartOfAName(Rune.GetUnicodeCategory(rune)))
                folded.Append(Rune.ToUpperInvariant(rune).ToString());
        }

        // Of signs alone, it is what it is.
        return folded.Length > 0 ? folded.ToString() : name;
    }

    static bool IsPartOfAName(UnicodeCategory category) => category
        is UnicodeCategory.UppercaseLetter
        or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber
        or UnicodeCategory.OtherNumber;
}
