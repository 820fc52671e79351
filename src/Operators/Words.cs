using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Periksa.Operators;

/// <summary>Which texts of an operator's make sense. What is fine is kept as it is: quotes and HTML are whoever shows
/// them's to escape.</summary>
static partial class Words
{
    /// <summary>The greatest length of a name for people, in UTF-16 code units.</summary>
    public const int NameLengthMaximum = 200;

    /// <summary>The greatest length of a reason.</summary>
    public const int ReasonLengthMaximum = 500;

    public static Refusal? RefusePartnerId(string id) => PartnerId.IsMatch(id)
        ? null
        : Refusal.Invalid(
            $"'{Shown(id)}' is no partner's id: write 1 to 63 lower-case letters, digits and hyphens, the first of "
            + "them no hyphen, like toko-maju.");

    public static Refusal? RefuseName(string name) =>
        RefuseText("name", name, NameLengthMaximum)
        ?? (name.Trim() == name ? null : Refusal.Invalid("A name neither begins nor ends with a space: leave it out."));

    public static Refusal? RefuseReason(string? reason) =>
        reason is null ? null : RefuseText("reason", reason, ReasonLengthMaximum);

    public static Refusal? RefuseReference(string reference, int lengthMaximum) =>
        RefuseText("reference", reference, lengthMaximum);

    /// <summary>Refuses what could not be sent in a header.</summary>
    public static Refusal? RefuseCredentialName(string name, int lengthMaximum) =>
        name.Length >= 1 && name.Length <= lengthMaximum && name.All(letter => letter is > ' ' and <= '~')
        && name is not ("." or "..")   // in a path they are steps
            ? null
            : Refusal.Invalid(
                $"'{Shown(name)}' is no credential's name: it is sent in a header, so write 1 to {lengthMaximum} "
                + "letters, digits and signs of ASCII, without spaces.");

    static Refusal? RefuseText(string what, string text, int lengthMaximum)
    {
        if (text.Length == 0 || text.Length > lengthMaximum)
            return Refusal.Invalid($"A {what} has 1 to {lengthMaximum} characters: this one has {text.Length}.");

        return text.EnumerateRunes().Any(IsUnseen)
            ? Refusal.Invalid($"The {what} has a character that cannot be seen, such as a line break: leave it out.")
            : null;
    }

    // Also what turns the direction of what follows, with which one name passes for another, and what half a
    // surrogate pair is read as.
    static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
        || rune == Rune.ReplacementChar
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>What was sent, for an error message: no control characters, and not without end.</summary>
    public static string Shown(string text)
    {
        const int LengthMaximum = 80;
        var seen = string.Concat(text.Take(LengthMaximum).Select(letter => char.IsControl(letter) ? '?' : letter));
        return text.Length > LengthMaximum ? $"{seen}…" : seen;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex PartnerId { get; }
}
