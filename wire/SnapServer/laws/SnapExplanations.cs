using System.Text;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>The explanations found for a signature after it was refused.</summary>
public abstract class SnapExplanations(SnapSubject subject)
{
    public static TheoryData<string> Mistakes => ["not minified", "host", "other body"];

    [Theory, MemberData(nameof(Mistakes))]
    public async Task Say_which_mistake_explains_a_refused_signature(string mistake)
    {
        await using var host = await SnapHost.Open(subject);

        var reply = await host.Send(Mistaken(mistake));

        Assert.StartsWith(subject.Codes.SignatureNotValid.Value, reply.Said, StringComparison.Ordinal);
        var (credential, operation, cause) = Assert.Single(host.Refused.Examined);
        Assert.Equal((SnapCallers.Usual, "POST " + subject.Path), (credential, operation));
        Assert.Equal(mistake is not "other body", cause is not null);
        Assert.DoesNotContain(SnapCallers.Secret, cause ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_it_of_requests_for_a_token_too()
    {
        await using var host = await SnapHost.Open(subject);
        var inUtc = SnapLetter.Token(subject).With("X-TIMESTAMP", "2026-11-20T13:00:00Z").Sign();

        await host.Send(inUtc.With("X-TIMESTAMP", subject.Stamp));

        var (credential, operation, cause) = Assert.Single(host.Refused.Examined);
        Assert.Equal((SnapCallers.Usual, "POST " + subject.TokenPath), (credential, operation));
        Assert.NotNull(cause);
    }

    [Fact]
    public async Task Look_into_nothing_that_was_signed_rightly()
    {
        await using var host = await SnapHost.Open(subject);

        foreach (var letter in SnapLetter.All(subject))
            await host.Send(letter.Sign());

        Assert.Empty(host.Refused.Examined);
    }

    SnapLetter Mistaken(string mistake)
    {
        var right = SnapLetter.Question(subject);
        var spaced = subject.Body.Replace(":", ": ", StringComparison.Ordinal);

        return mistake switch
        {
            "not minified" => right.Saying(spaced).Sign(body: Encoding.UTF8.GetBytes(spaced)),
            "host" => (right with { Target = "http://localhost" + subject.Path }).Sign() with { Target = subject.Path },
            _ => right.Sign(body: "{}another body{}"u8.ToArray()),
        };
    }
}
