using Periksa.Wire.Snap.Finder;

namespace Periksa.Wire.Snap.Tests.Finder;

public class SignatureFinderTests(ITestOutputHelper output)
{
    const double RightShare = 0.98;

    [Fact]
    public void Names_the_one_mistake_of_a_symmetric_signature()
    {
        var random = new Random(1);
        Names(from mutation in Mutations.Symmetric
              from _ in Enumerable.Range(0, 20)
              select (Corpus.Sender(random), mutation));
    }

    [Fact]
    public void Names_the_one_mistake_of_an_asymmetric_signature()
    {
        var random = new Random(2);
        Names(from mutation in Mutations.Asymmetric
              from _ in Enumerable.Range(0, 5)
              select (Corpus.Sender(random) with { Token = null, Key = Keys.Own }, mutation));
    }

    [Fact]
    public void Names_two_mistakes_that_were_made_together()
    {
        var random = new Random(3);
        Mutation[] common =
        [
            .. Mutations.OfBodies.Where(one => one.Mistake is not (
                SignatureMistake.BodyLineEndings or SignatureMistake.BodyByteOrderMark
                or SignatureMistake.BodyOtherEncoding or SignatureMistake.OtherDigest)),
            .. Mutations.OfTexts.Where(one => one.Mistake is not (
                SignatureMistake.OtherOrder or SignatureMistake.OtherSeparator or SignatureMistake.PartMissing
                or SignatureMistake.TextWithNewline or SignatureMistake.TokenEndpointText)),
        ];
        Mutation[] made = [.. Mutations.OfSpellings, .. Mutations.OfSecrets.SkipLast(1), .. Mutations.OfTokens];
        NamesBoth(
            from one in common
            from other in made
            where random.Next(3) is 0
            select (Corpus.Sender(random), one, other));
        NamesBoth(
            from body in Mutations.OfBodies.Take(16)
            from text in common.Except(Mutations.OfBodies)
            where random.Next(2) is 0
            select (Corpus.Sender(random), body, text));
    }

    [Fact]
    public void Says_which_escapes_were_undone() => Assert.Equal(
        @"Escapes like \/ or \uXXXX were undone in what was signed; sign the bytes you send.",
        SignatureMistake.BodyEscapesUndone.Advice());

    [Fact]
    public void Says_what_to_do_and_not_what_it_should_have_been()
    {
        var sender = Corpus.Sender(new(10));
        var finding = SignatureFinder.Find(Corpus.Refused(
            sender, (sender with { Token = "Bearer " + sender.Token, Spell = Convert.ToHexString }).Sign()));

        Assert.NotNull(finding);
        Assert.Equal("SignatureInHex and TokenWithScheme", finding.ToString());
        Assert.StartsWith("The signature is written in hex;", finding.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain(sender.Sign(), finding.Advice + finding, StringComparison.Ordinal);
    }

    void Names(IEnumerable<(Sender, Mutation)> cases)
    {
        var outcomes = cases.Select(one =>
        {
            var (sender, mutation) = one;
            return Judge(sender, mutation.Apply(sender), [mutation]);
        });
        Report(outcomes);
    }

    void NamesBoth(IEnumerable<(Sender, Mutation, Mutation)> cases)
    {
        var outcomes = cases.Select(one =>
        {
            var (sender, first, second) = one;
            return Judge(sender, second.Apply(first.Apply(sender)), [first, second]);
        });
        Report(outcomes);
    }

    void Report(IEnumerable<string?> outcomes)
    {
        var all = outcomes.ToArray();
        var wrong = all.OfType<string>().ToArray();
        foreach (var group in wrong.CountBy(line => line).OrderByDescending(group => group.Value))
            output.WriteLine($"{group.Value} × {group.Key}");

        output.WriteLine($"{all.Length - wrong.Length} of {all.Length}");
        Assert.InRange((double)(all.Length - wrong.Length) / all.Length, RightShare, 1);
    }

    // Null for a right answer; else what went wrong.
    static string? Judge(Sender right, Sender wrong, Mutation[] made)
    {
        var signature = wrong.Sign();
        var found = SignatureFinder.Find(Corpus.Refused(right, signature))?.Mistakes ?? [];

        // What changes nothing for this very request is no mistake.
        var telling = made.Where(one => one.Apply(right).Sign() != right.Sign()).ToArray();
        if (found.ToHashSet().SetEquals(telling.Select(one => one.For(right))) || IsTheSame(right, signature, found))
            return null;

        return $"{string.Join(", ", made.Select(one => $"{one.For(right)} ({one.Name})"))}: {string.Join(", ", found)}";
    }

    // Whether the mistakes that were found make the very same signature, when somebody else makes them.
    static bool IsTheSame(Sender right, string signature, IReadOnlyList<SignatureMistake> found)
    {
        var all = Mutations.Symmetric.Concat(Mutations.Asymmetric).ToLookup(mutation => mutation.For(right));
        var made = found.Aggregate(
            (IEnumerable<Sender>)[right],
            (senders, mistake) => senders.SelectMany(sender => all[mistake].Select(one => one.Apply(sender))));
        return made.Any(sender => sender.Sign() == signature);
    }
}
