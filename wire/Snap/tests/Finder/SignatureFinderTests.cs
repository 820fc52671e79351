using Periksa.Wire.Snap.Finder;

namespace Periksa.Wire.Snap.Tests.Finder;

public class SignatureFinderTests(ITestOutputHelper output)
{
    const double RightShare = 0.98;

    static readonly Mutation[] Symmetric =
    [
        .. Mutations.OfBodies, .. Mutations.OfTexts, .. Mutations.OfTokens, .. Mutations.OfSpellings,
        .. Mutations.OfSecrets,
    ];

    static readonly Mutation[] Asymmetric =
        [.. Mutations.OfBodies, .. Mutations.OfTexts, .. Mutations.OfSpellings, .. Mutations.OfKeys];

    [Fact]
    public void Names_the_one_mistake_of_a_symmetric_signature()
    {
        var random = new Random(1);
        Names(from mutation in Symmetric from _ in Enumerable.Range(0, 20) select (Corpus.Sender(random), mutation));
    }

    [Fact]
    public void Names_the_one_mistake_of_an_asymmetric_signature()
    {
        var random = new Random(2);
        Names(from mutation in Asymmetric
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

    [Theory]
    [InlineData("/api/v1.0/account-inquiry-external", "/openapi/v1.0/account-inquiry-external")]
    [InlineData("/api/v1.0/account-inquiry-external", "/snap-service/v1/account-inquiry-external")]
    [InlineData("/api/v1.0/account-inquiry-external", "/interbank/snap/v1.0/account-inquiry-external")]
    [InlineData("/api/v1.0/account-inquiry-external?a=1", "/openapi/v1.0/account-inquiry-external?a=1")]
    [InlineData("/snap/v1.0/emoney/bank-account-inquiry", "/v1.0/emoney/bank-account-inquiry.htm")]
    [InlineData("/snap/v1.0/emoney/bank-account-inquiry", "/snap/v1.1/emoney/bank-account-inquiry")]
    public void Knows_where_other_vendors_serve_the_same_service(string came, string elsewhere) =>
        Assert.Equal([SignatureMistake.OtherPath], FoundAt(came, elsewhere));

    [Fact]
    public void Knows_the_path_that_a_proxy_says_it_was_asked_for()
    {
        const string came = "/snap/v1.0/balance-inquiry";
        const string outside = "/toko/balance?x=1";

        Assert.Equal([SignatureMistake.OtherPath], FoundAt(came, outside, outside));
        Assert.Empty(FoundAt(came, outside));
    }

    /// <summary>A path without its beginning is that, also where another vendor's is the same.</summary>
    [Fact]
    public void Takes_a_path_for_another_vendor_s_only_where_it_is_not_a_part_of_its_own() => Assert.Equal(
        [SignatureMistake.TargetWithoutPrefix],
        FoundAt("/snap/v1.0/emoney/bank-account-inquiry", "/v1.0/emoney/bank-account-inquiry"));

    [Fact]
    public void Says_which_escapes_were_undone() => Assert.Equal(
        @"Escapes like \/ or \uXXXX were undone in what was signed; sign the bytes you send.",
        SignatureMistake.BodyEscapesUndone.Advice());

    static SignatureMistake[] FoundAt(string came, string other, params string[] others)
    {
        var sent = Corpus.Sender(new(9)) with { Target = other };
        return [.. SignatureFinder.Find(new RefusedRequest
        {
            Signature = sent.Sign(),
            Method = sent.Method,
            Target = came,
            OtherTargets = others,
            Timestamp = sent.Timestamp,
            Token = sent.Token,
            Body = sent.Body,
            Secret = sent.Secret,
        })?.Mistakes ?? []];
    }

    [Fact]
    public void Puts_the_public_prefix_back()
    {
        var sent = Corpus.Sender(new(9)) with { Target = "/gateway/api/v1.0/account-inquiry-external" };
        SignatureMistake[] Found(Sender signed) => [.. SignatureFinder.Find(new RefusedRequest
        {
            Signature = signed.Sign(),
            Method = sent.Method,
            Target = "/api/v1.0/account-inquiry-external",
            PublicPrefix = "/gateway",
            Timestamp = sent.Timestamp,
            Token = sent.Token,
            Body = sent.Body,
            Secret = sent.Secret,
        })?.Mistakes ?? []];

        Assert.Empty(Found(sent));
        Assert.Equal(
            [SignatureMistake.TargetWithoutPrefix],
            Found(sent with { Target = "/api/v1.0/account-inquiry-external" }));
    }

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

    [Fact]
    public void Names_nothing_for_a_right_signature()
    {
        var random = new Random(4);
        for (var i = 0; i < 200; i++)
        {
            var symmetric = Corpus.Sender(random);
            var asymmetric = symmetric with { Token = null, Key = Keys.Own };

            Assert.Null(SignatureFinder.Find(Corpus.Refused(symmetric, symmetric.Sign())));
            Assert.Null(SignatureFinder.Find(Corpus.Refused(asymmetric, asymmetric.Sign())));
        }
    }

    // Whole runs to the end of what is tried: nothing may ever be named by chance.
    [Fact]
    public void Names_nothing_for_garbage()
    {
        var random = new Random(5);
        int[] lengths = [0, 1, 20, 32, 48, 63, 64, 64, 64, 64, 64, 65, 128, 256, 256, 256, 384, 1024, 5000];
        foreach (var length in lengths)
        {
            for (var i = 0; i < 6; i++)
            {
                var sender = Corpus.Sender(random);
                var bytes = Corpus.Bytes(random, length);
                var text = i % 3 is 0 ? Convert.ToHexStringLower(bytes) : Convert.ToBase64String(bytes);
                Assert.Null(SignatureFinder.Find(Corpus.Refused(sender, text)));
                Assert.Null(SignatureFinder.Find(Corpus.Refused(sender with { Token = null }, text)));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("=")]
    [InlineData("%")]
    [InlineData("%zz")]
    [InlineData("null")]
    [InlineData("\0\0\0\0")]
    [InlineData("------------------------------------------------")]
    [InlineData("ééééééééééééééééééééé")]
    public void Names_nothing_for_what_is_no_signature(string text) =>
        Assert.Null(SignatureFinder.Find(Corpus.Refused(Corpus.Sender(new(6)), text)));

    [Fact]
    public void Names_nothing_for_a_strangers_secret_or_key()
    {
        var random = new Random(7);
        foreach (var mutation in Symmetric.Where(one => !Mutations.OfSecrets.Contains(one)))
        {
            var symmetric = Corpus.Sender(random);
            var stranger = symmetric with { Secret = "a stranger's secret"u8.ToArray() };
            Assert.Null(SignatureFinder.Find(Corpus.Refused(symmetric, mutation.Apply(stranger).Sign())));

            var asymmetric = symmetric with { Token = null, Key = Keys.Strangers };
            Assert.Null(SignatureFinder.Find(Corpus.Refused(asymmetric, mutation.Apply(asymmetric).Sign())));
        }
    }

    // A replay is no mistake in signing.
    [Fact]
    public void Names_nothing_for_another_requests_signature()
    {
        var random = new Random(8);
        for (var i = 0; i < 50; i++)
        {
            var (one, other) = (Corpus.Sender(random), Corpus.Sender(random));
            Assert.Null(SignatureFinder.Find(Corpus.Refused(one, (other with { Secret = one.Secret }).Sign())));
        }
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
        var all = Symmetric.Concat(Asymmetric).ToLookup(mutation => mutation.For(right));
        var made = found.Aggregate(
            (IEnumerable<Sender>)[right],
            (senders, mistake) => senders.SelectMany(sender => all[mistake].Select(one => one.Apply(sender))));
        return made.Any(sender => sender.Sign() == signature);
    }
}
