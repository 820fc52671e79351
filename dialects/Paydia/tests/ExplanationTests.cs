using System.Text;

namespace Periksa.Dialects.Paydia.Tests;

/// <summary>What is found out about a signature after it was refused.</summary>
public class ExplanationTests
{
    static readonly string Spaced = Request.InquiryBody.Replace(":", ": ", StringComparison.Ordinal);

    public static TheoryData<string> Explained => ["not minified", "host", "other body"];

    [Theory, MemberData(nameof(Explained))]
    public async Task Says_which_mistake_explains_a_refused_signature(string mistake)
    {
        await using var room = await OneRoom.Open();

        var reply = await room.Send(Mistaken(mistake));

        Assert.Equal("4014200 Unauthorized [Signature]", reply.Said);
        var (credential, operation, cause) = Assert.Single(room.Refused.Examined);
        Assert.Equal((Callers.Usual, "POST " + Request.InquiryTarget), (credential, operation));
        Assert.Equal(mistake is not "other body", cause is not null);
        Assert.DoesNotContain(Callers.Secret, cause ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_it_of_requests_for_a_token_too()
    {
        await using var room = await OneRoom.Open();
        var inUtc = Request.Token.With("X-TIMESTAMP", "2026-11-20T13:00:00Z").Signed();

        await room.Send(inUtc.With("X-TIMESTAMP", Request.Timestamp));

        var (credential, operation, cause) = Assert.Single(room.Refused.Examined);
        Assert.Equal((Callers.Usual, "POST " + Request.TokenTarget), (credential, operation));
        Assert.NotNull(cause);
    }

    [Fact]
    public async Task Looks_into_nothing_that_was_signed_rightly()
    {
        await using var room = await OneRoom.Open();

        await room.Send(Request.Inquiry.Signed());
        await room.Send(Request.Token.Signed());

        Assert.Empty(room.Refused.Examined);
    }

    static Request Mistaken(string mistake) => mistake switch
    {
        "not minified" => Request.Inquiry.Saying(Spaced).Signed(body: Encoding.UTF8.GetBytes(Spaced)),
        "host" => (Request.Inquiry with { Target = "http://localhost" + Request.InquiryTarget }).Signed() with
        {
            Target = Request.InquiryTarget,
        },
        _ => Request.Inquiry.Signed(body: "{}another body{}"u8.ToArray()),
    };
}
