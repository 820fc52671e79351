using System.Buffers;

namespace Periksa.Wire.Snap.Finder;

/// <summary>Tries what may have been signed, commonest first, until something explains the signature.</summary>
/// <param name="proofs">The ways in which it may have been made, the right one first.</param>
/// <param name="triesMaximum">How many texts are hashed at most.</param>
sealed class Search(IReadOnlyList<Proof> proofs, SignatureMistake? spelling, int triesMaximum)
{
    const int MistakesMaximum = 2;

    // Of each part, for pairs: what is rarer is found alone.
    const int CommonVariants = 24;

    readonly ArrayBufferWriter<byte> _text = new();

    int _tries;

    /// <summary>What explains it: no mistake for a right signature, <c>null</c> where nothing is found.</summary>
    public SignatureMistake[]? Run() => RightTexts() ?? WrongTexts() ?? TextsWrongTwice();

    // The text is right, and written or made in a wrong way.
    SignatureMistake[]? RightTexts()
    {
        foreach (var proof in proofs)
        {
            if (Holds(proof, proof.Draft.Right))
                return Together(proof, []);
        }

        return null;
    }

    // One thing about the text is wrong.
    SignatureMistake[]? WrongTexts()
    {
        foreach (var proof in proofs)
        {
            foreach (var wrong in proof.Draft.Wrong())
            {
                if (CountOf(proof) + wrong.Mistakes.Count <= MistakesMaximum && Holds(proof, wrong))
                    return Together(proof, wrong.Mistakes);
            }
        }

        return null;
    }

    // Two parts of the text are wrong, and nothing else.
    SignatureMistake[]? TextsWrongTwice()
    {
        foreach (var proof in proofs.Where(proof => CountOf(proof) is 0))
        {
            foreach (var wrong in proof.Draft.WrongTwice(CommonVariants))
            {
                if (wrong.Mistakes.Count <= MistakesMaximum && Holds(proof, wrong))
                    return Together(proof, wrong.Mistakes);
            }
        }

        return null;
    }

    int CountOf(Proof proof) => proof.Mistakes.Count + (spelling is null ? 0 : 1);

    bool Holds(Proof proof, Candidate candidate)
    {
        if (_tries++ >= triesMaximum)
            return false;

        _text.ResetWrittenCount();
        Text.Write(candidate, _text);
        return proof.Holds(_text.WrittenSpan);
    }

    SignatureMistake[] Together(Proof proof, IReadOnlyList<SignatureMistake> wrong)
    {
        IEnumerable<SignatureMistake> written = spelling is { } mistake ? [mistake] : [];
        return [.. written.Concat(proof.Mistakes).Concat(wrong).Distinct()];
    }
}
