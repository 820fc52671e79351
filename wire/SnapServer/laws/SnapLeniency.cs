using Periksa.Tests.Support;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>A departure that is taken although the vendor's letter would refuse it is counted, of a caller that need
/// not keep to it; a strict one is refused.</summary>
public abstract class SnapLeniency(SnapSubject subject)
{
    Dictionary<string, Func<SnapLetter, SnapLetter>> Ways => new()
    {
        ["X-TIMESTAMP"] = letter => letter.With("X-TIMESTAMP", subject.LaxStamp),
        ["X-EXTERNAL-ID"] = letter => letter.With("X-EXTERNAL-ID", "INV-1"),
        ["CHANNEL-ID"] = letter => letter.With("CHANNEL-ID", subject.LaxChannel),
        ["scheme"] = letter => letter.With("Authorization", "BEARER " + ScriptedAccessTokens.Valid),
        ["grant_type"] = letter => letter.Saying("""{"grant_type":"client_credentials"}"""),
    };

    [Theory]
    [InlineData]
    [InlineData("X-TIMESTAMP")]
    [InlineData("X-EXTERNAL-ID")]
    [InlineData("CHANNEL-ID")]
    [InlineData("hex signature")]
    [InlineData("scheme")]
    [InlineData("X-TIMESTAMP", "X-EXTERNAL-ID", "CHANNEL-ID", "hex signature", "scheme")]
    public Task Is_counted_of_a_question(params string[] lax) => Counts(SnapLetter.Question(subject), lax);

    [Theory]
    [InlineData]
    [InlineData("X-TIMESTAMP")]
    [InlineData("hex signature")]
    [InlineData("grant_type")]
    [InlineData("X-TIMESTAMP", "hex signature", "grant_type")]
    public Task Is_counted_of_a_token(params string[] lax) => Counts(SnapLetter.Token(subject), lax);

    [Theory]
    [InlineData("X-TIMESTAMP")]
    [InlineData("X-EXTERNAL-ID")]
    [InlineData("CHANNEL-ID")]
    [InlineData("hex signature")]
    [InlineData("scheme")]
    public Task Is_refused_of_a_strict_callers_question(string lax) =>
        Refuses(SnapLetter.Question(subject).With("X-PARTNER-ID", SnapCallers.Strict), lax);

    [Theory]
    [InlineData("X-TIMESTAMP")]
    [InlineData("hex signature")]
    [InlineData("grant_type")]
    public Task Is_refused_of_a_strict_callers_token(string lax) =>
        Refuses(SnapLetter.Token(subject).With("X-CLIENT-KEY", SnapCallers.Strict), lax);

    [Fact]
    public async Task Is_not_needed_by_a_strict_caller_that_keeps_to_the_letter()
    {
        await using var host = await SnapHost.Open(subject);

        var question = SnapLetter.Question(subject).With("X-PARTNER-ID", SnapCallers.Strict);
        var token = SnapLetter.Token(subject).With("X-CLIENT-KEY", SnapCallers.Strict);

        Assert.Equal(200, (await host.Send(question.Sign())).Http);
        Assert.Equal(200, (await host.Send(token.Sign())).Http);
    }

    [Fact]
    public async Task Is_not_counted_of_what_somebody_else_may_have_sent()
    {
        await using var host = await SnapHost.Open(subject);
        var lax = SnapLetter.Question(subject)
            .With("X-EXTERNAL-ID", "INV-1").With("CHANNEL-ID", subject.LaxChannel);

        var said = new[]
        {
            await host.Send(lax.With("X-SIGNATURE", "none")),
            await host.Send(lax.With("Authorization", "bearer garbage").Sign(isHex: true)),
            await host.Send(
                SnapLetter.Token(subject).With("X-TIMESTAMP", subject.LaxStamp).With("X-SIGNATURE", "none")),
        };

        Assert.All(said, reply => Assert.Equal(401, reply.Http));
        Assert.Empty(host.Leniency.Counted);
    }

    [Fact]
    public async Task Is_not_counted_of_a_grant_type_that_is_refused()
    {
        await using var host = await SnapHost.Open(subject);

        var reply = await host.Send(SnapLetter.Token(subject).Saying("""{"grant_type":"password"}""").Sign());

        var code = subject.TokenCodes.InvalidFormat.Naming("grantType");
        Assert.Equal($"{code.Value} {code.Message}", reply.Said);
        Assert.Empty(host.Leniency.Counted);
    }

    async Task Counts(SnapLetter letter, string[] lax)
    {
        await using var host = await SnapHost.Open(subject);

        var reply = await host.Send(Written(letter, lax));

        Assert.Equal(200, reply.Http);
        Assert.Equal(lax.Select(what => (SnapCallers.Usual, subject.Vendor.Dialect, what)), host.Leniency.Counted);
    }

    async Task Refuses(SnapLetter letter, string lax)
    {
        await using var host = await SnapHost.Open(subject);

        var reply = await host.Send(Written(letter, [lax]));

        Assert.InRange(reply.Http, 400, 401);
        Assert.Empty(host.Leniency.Counted);
    }

    SnapLetter Written(SnapLetter letter, string[] lax)
    {
        foreach (var way in lax.Where(Ways.ContainsKey))
            letter = Ways[way](letter);

        return letter.Sign(isHex: lax.Contains("hex signature"));
    }
}
