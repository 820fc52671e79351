namespace Periksa.Inquiries;

/// <summary>How much of a holder's name was said.</summary>
/// <param name="Word">As it is written down.</param>
public readonly record struct NameQuality(string Word)
{
    public static readonly NameQuality Full = new("full");

    /// <summary>Some of its letters are hidden.</summary>
    public static readonly NameQuality Masked = new("masked");

    /// <summary>As many characters as its provider ever says: the rest may be missing.</summary>
    public static NameQuality CutAt(int length) => new(FormattableString.Invariant($"cut_{length}"));

    public override string ToString() => Word;
}
