namespace Periksa.Wire.Snap.Finder;

/// <summary>A text that may have been signed: parts to be joined, those that are <c>null</c> left out.</summary>
readonly record struct Candidate(byte[]?[] Parts, string Separator, IReadOnlyList<SignatureMistake> Mistakes);

/// <summary>A string to sign in its parts, and what else may have been signed instead.</summary>
/// <param name="parts">In their order.</param>
/// <param name="separator">What joins the parts.</param>
/// <param name="wholes">Wrong texts that are not made of the parts.</param>
sealed class Draft(IReadOnlyList<Part> parts, string separator, Func<IEnumerable<Variant>> wholes)
{
    static readonly string[] Separators =
        ["|", ":", "", "\n", ",", ".", "-", " ", ";", "&", "_", "/", " | ", " : ", "::"];

    static readonly string[] Ends = ["\n", "\r\n", " "];

    readonly byte[]?[] _right = [.. parts.Select(part => part.Right)];

    public Candidate Right => new(_right, separator, []);

    /// <summary>Texts with one thing wrong about them.</summary>
    public IEnumerable<Candidate> Wrong() => WrongParts(part => part.Wrong).Concat(WrongShapes()).Concat(WrongOrders());

    /// <summary>Those of them that are made most often.</summary>
    public IEnumerable<Candidate> CommonlyWrong() => WrongParts(part => part.Common).Concat(WrongShapes());

    /// <summary>Texts with two wrong parts.</summary>
    public IEnumerable<Candidate> WrongTwice()
    {
        foreach (var (one, other) in Pairs())
        {
            foreach (var wrong in parts[one].Common)
            {
                foreach (var too in parts[other].Common)
                {
                    yield return new(
                        With((one, wrong.Value), (other, too.Value)), separator, [.. wrong.Mistakes, .. too.Mistakes]);
                }
            }
        }
    }

    // The last parts first: the timestamp, the body and the token go wrong more often than the method.
    IEnumerable<Candidate> WrongParts(Func<Part, IEnumerable<Variant>> variants)
    {
        for (var at = parts.Count - 1; at >= 0; at--)
        {
            foreach (var wrong in variants(parts[at]))
                yield return new(With((at, wrong.Value)), separator, wrong.Mistakes);
        }
    }

    IEnumerable<Candidate> WrongShapes()
    {
        foreach (var end in Ends)
            yield return new([.. Joined(), Text.Utf8(end)], "", [SignatureMistake.TextWithNewline]);

        foreach (var whole in wholes())
            yield return new([whole.Value], "", whole.Mistakes);

        foreach (var other in Separators.Where(other => other != separator))
            yield return new(_right, other, [SignatureMistake.OtherSeparator]);

        yield return new([.. Joined(), Text.Utf8(separator)], "", [SignatureMistake.OtherSeparator]);
    }

    // Of five parts there are 119 other orders.
    IEnumerable<Candidate> WrongOrders()
    {
        foreach (var order in Text.Permutations([.. _right.Where(value => value is not null)]).Skip(1))
            yield return new(order, separator, [SignatureMistake.OtherOrder]);
    }

    IEnumerable<byte[]?> Joined()
    {
        var isFirst = true;
        foreach (var value in _right.Where(value => value is not null))
        {
            if (!isFirst)
                yield return Text.Utf8(separator);

            yield return value;
            isFirst = false;
        }
    }

    IEnumerable<(int, int)> Pairs() =>
        from one in Enumerable.Range(0, parts.Count).Reverse()
        from other in Enumerable.Range(0, one).Reverse()
        select (one, other);

    byte[]?[] With(params ReadOnlySpan<(int At, byte[]? Value)> wrong)
    {
        byte[]?[] values = [.. _right];
        foreach (var (at, value) in wrong)
            values[at] = value;

        return values;
    }
}
