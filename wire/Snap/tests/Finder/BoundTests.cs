using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Periksa.Wire.Snap.Finder;

namespace Periksa.Wire.Snap.Tests.Finder;

/// <summary>The limits on the finder's cost, whoever asks.</summary>
public class BoundTests
{
    const int Megabyte = 1024 * 1024;

    public static TheoryData<string> Bodies => new()
    {
        "{}",
        "[" + string.Concat(Enumerable.Repeat("{\"a/b\":\"é<&>\\/\",\"n\":1.50},", 2_400)) + "0]",
        "{\"a\":\"" + new string('x', 65_000) + "\"}",
        new string('[', 63) + new string(']', 63),
        new string('[', 60_000),
        new string(' ', 65_536),
        "[" + string.Concat(Enumerable.Repeat("1e308,1E-300,", 4_000)) + "0]",
        "{\"a\":1" + new string('0', 60_000) + ".5}",
        "[" + string.Concat(Enumerable.Repeat("\"2024-05-06T07:08:09Z\",", 2_000)) + "0]",
        "[\"\\ud800\",\"\\udc00\\ud800\",\"\\u0000\\u001f\\\\\\/\\\"\"]",
        "\ufeff{\"a\":1}",
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Holds_for_the_largest_and_the_oddest_bodies(string body)
    {
        var request = Corpus.Refused(Corpus.Sender(new(1)) with
        {
            Body = Encoding.UTF8.GetBytes(body),
            Target = "/a/b/c/d/e/f/g/h/i/j/k?"
                + string.Join('&', Enumerable.Range(0, 300).Select(i => $"p{i}=%20+%2f")),
        }, Convert.ToBase64String(new byte[64]));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(SignatureFinder.Find(request));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * Megabyte);
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59+07:00")]
    [InlineData("0001-01-01T07:00:00+07:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("not a time")]
    [InlineData("")]
    public void Holds_for_the_ends_of_the_calendar(string timestamp) =>
        Assert.Null(SignatureFinder.Find(Corpus.Refused(
            Corpus.Sender(new(2)) with { Timestamp = timestamp }, Convert.ToBase64String(new byte[64]))));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("?")]
    [InlineData("//")]
    [InlineData("no-slash")]
    [InlineData("/a?%")]
    [InlineData("/é/%zz?&&==&")]
    public void Holds_for_odd_targets(string target) =>
        Assert.Null(SignatureFinder.Find(Corpus.Refused(
            Corpus.Sender(new(3)) with { Target = target }, Convert.ToBase64String(new byte[64]))));

    [Fact]
    public void Holds_for_whatever_else_is_sent() =>
        Prop.ForAll<string, string, byte[]>((text, other, body) =>
        {
            var signature = Convert.ToBase64String(new byte[other?.Length % 2 is 0 ? 64 : 256]);
            var (one, two) = (text ?? "", other ?? "");
            return SignatureFinder.Find(new RefusedRequest
            {
                Signature = signature,
                Method = one,
                Target = two,
                Timestamp = one,
                Token = two,
                Authorization = one,
                Host = two,
                PartnerId = one,
                ExternalId = two,
                PublicPrefix = one,
                Body = body ?? [],
                Secret = body ?? [],
                PublicKey = Keys.Own,
            }) is null && SignatureFinder.Find(Corpus.Refused(Corpus.Sender(new(one.Length)), two)) is null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Leaves_every_mistake_with_something_to_say()
    {
        var advice = Enum.GetValues<SignatureMistake>().Select(mistake => mistake.Advice()).ToArray();

        Assert.All(advice, text => Assert.EndsWith(".", text, StringComparison.Ordinal));
        Assert.Distinct(advice);
    }

    // Some of these are noise, and some need what a server does not know: another client's secret, say.
    [Fact]
    public void Explains_most_of_what_the_vectors_have_for_mistakes()
    {
        var file = new VectorFile("service-symmetric");
        var invalid = file.Names(vector => !vector.IsValid).Count;
        var explained = file.Names(vector => !vector.IsValid && Find(vector) is not null).Count;

        Assert.True(explained * 2 > invalid, $"Only {explained} of {invalid} are explained.");
    }

    [Fact]
    public void Explains_nothing_that_the_vectors_have_for_right() =>
        Assert.Empty(new VectorFile("service-symmetric").Names(vector =>
            vector.IsValid && vector.Forms is SignatureForms.Base64 && Find(vector) is not null));

    static Finding? Find(Vector vector) => SignatureFinder.Find(new RefusedRequest
    {
        Signature = vector.Text("signature"),
        Method = vector.Text("method"),
        Target = vector.Text("target"),
        Timestamp = vector.Text("timestamp"),
        Token = vector.Text("token"),
        Body = vector.Body,
        Host = "api.example",
        PartnerId = "MCPD00000012",
        Secret = vector.Secret,
        PublicKey = Keys.Own,
    });
}
