namespace Periksa.Wire.Snap.Finder;

/// <summary>The explanation of a signature that was refused: one mistake or two.</summary>
/// <remarks>It says nothing about what the signature should have been.</remarks>
public sealed class Finding
{
    internal Finding(IEnumerable<SignatureMistake> mistakes, byte[] signed) =>
        (Mistakes, SignedBytes) = ([.. mistakes], signed);

    /// <summary>One or two, each at most once.</summary>
    public IReadOnlyList<SignatureMistake> Mistakes { get; }

    /// <summary>The text that was signed. It may hold the access token, and is for the sender's eyes.</summary>
    public ReadOnlyMemory<byte> SignedBytes { get; }

    /// <summary>For the sender, in English: what happened, and what to do.</summary>
    public string Advice => string.Join(' ', Mistakes.Select(mistake => mistake.Advice()));

    public override string ToString() => string.Join(" and ", Mistakes);
}
