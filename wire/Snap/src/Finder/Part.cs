namespace Periksa.Wire.Snap.Finder;

/// <summary>A wrong value of a part, or a wrong text, and what was done wrong to get it.</summary>
/// <param name="Value"><c>null</c> where the part is left out together with its separator.</param>
sealed record Variant(byte[]? Value, params IReadOnlyList<SignatureMistake> Mistakes)
{
    public Variant(string value, params IReadOnlyList<SignatureMistake> mistakes)
        : this(Text.Utf8(value), mistakes)
    {
    }
}

/// <summary>A part of a string to sign: its right value, and the known wrong ones, commonest first.</summary>
/// <remarks>Wrong values are made when they are first asked for: most mistakes are found before.</remarks>
/// <param name="right"><c>null</c> where the part does not belong there.</param>
/// <param name="common">How many of the wrong values are common enough to be tried with another mistake.</param>
sealed class Part(byte[]? right, int common, Func<IEnumerable<Variant>> wrong)
{
    readonly Lazy<IReadOnlyList<Variant>> _wrong = new(() => Distinct(right, wrong()));

    public Part(string right, int common, Func<IEnumerable<Variant>> wrong)
        : this(Text.Utf8(right), common, wrong)
    {
    }

    public byte[]? Right => right;

    /// <summary>Without what is the same as the right value, or as a commoner wrong one.</summary>
    public IReadOnlyList<Variant> Wrong => _wrong.Value;

    public IEnumerable<Variant> Common => Wrong.Take(common);

    static Variant[] Distinct(byte[]? right, IEnumerable<Variant> wrong) =>
    [
        .. wrong.DistinctBy(variant => variant.Value, Text.Equality)
            .Where(variant => !Text.Equality.Equals(variant.Value, right)),
    ];
}
