using Periksa.Wire.Snap.Finder;

namespace Periksa.Wire.Snap.Tests.Finder;

/// <summary>Signatures of which the finder has nothing to say.</summary>
public class FalseFindingTests
{
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
        foreach (var mutation in Mutations.Symmetric.Where(one => !Mutations.OfSecrets.Contains(one)))
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
}
