using System.Buffers;

namespace Periksa.Wire.Snap.Finder;

/// <summary>Tries what may have been signed, commonest first, until something explains the signature.</summary>
/// <param name="proofs">The ways in which it may have been made, the right one first.</param>
/// <param name="triesMaximum">How many texts are hashed at most.</param>
sealed class Search(IReadOnlyList<Proof> proofs, SignatureMistake? spelling, int triesMaximum)
{
    const int MistakesMaximum = 2;

    readonly SignatureMistake[] _written = spelling is { } mistake ? [mistake] : [];

    readonly ArrayBufferWriter<byte> _text = new();

    int _tries;

    /// <summary>The text that the last run found to be signed.</summary>
    public byte[] Signed => _text.WrittenSpan.ToArray();

    /// <summary>Returns the mistakes that explain it: none for a right signature, <c>null</c> where nothing is
    /// found.</summary>
    public SignatureMistake[]? Run() => Right() ?? WrongOnce() ?? WrongTwice() ?? MadeAndBuiltWrongly();

    // The text is right; it may be signed or written in a wrong way.
    SignatureMistake[]? Right() => FirstThatHolds(
        from proof in proofs
        select (proof, proof.Draft.Right));

    SignatureMistake[]? WrongOnce() => FirstThatHolds(
        from proof in proofs.Where(proof => proof.Mistakes.Count is 0)
        from wrong in proof.Draft.Wrong()
        select (proof, wrong));

    SignatureMistake[]? WrongTwice() => FirstThatHolds(
        from proof in proofs.Where(proof => proof.Mistakes.Count is 0)
        from wrong in proof.Draft.WrongTwice()
        select (proof, wrong));

    SignatureMistake[]? MadeAndBuiltWrongly() => FirstThatHolds(
        from proof in proofs.Where(proof => proof.Mistakes.Count is 1)
        from wrong in proof.Draft.CommonlyWrong()
        select (proof, wrong));

    SignatureMistake[]? FirstThatHolds(IEnumerable<(Proof, Candidate)> candidates)
    {
        foreach (var (proof, candidate) in candidates)
        {
            SignatureMistake[] mistakes = [.. _written, .. proof.Mistakes, .. candidate.Mistakes];
            if (mistakes.Length > MistakesMaximum)
                continue;

            if (_tries++ >= triesMaximum)
                return null;

            _text.ResetWrittenCount();
            Text.Write(candidate, _text);
            if (proof.Holds(_text.WrittenSpan))
                return [.. mistakes.Distinct()];
        }

        return null;
    }
}
