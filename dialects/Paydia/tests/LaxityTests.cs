using Periksa.Tests.Support;

namespace Periksa.Dialects.Paydia.Tests;

/// <summary>What is taken although the vendor's letter would refuse it is counted.</summary>
public class LaxityTests
{
    static readonly Dictionary<string, Func<Request, Request>> Ways = new()
    {
        ["X-TIMESTAMP"] = request => request.With("X-TIMESTAMP", "2026-11-20T13:00:00.000Z"),
        ["X-EXTERNAL-ID"] = request => request.With("X-EXTERNAL-ID", "INV-1"),
        ["CHANNEL-ID"] = request => request.With("CHANNEL-ID", "mobile"),
        ["scheme"] = request => request.With("Authorization", "BEARER " + ScriptedAccessTokens.Valid),
        ["grant_type"] = request => request.Saying("""{"grant_type":"client_credentials"}"""),
    };

    [Theory]
    [InlineData]
    [InlineData("X-TIMESTAMP")]
    [InlineData("X-EXTERNAL-ID")]
    [InlineData("CHANNEL-ID")]
    [InlineData("hex signature")]
    [InlineData("scheme")]
    [InlineData("X-TIMESTAMP", "X-EXTERNAL-ID", "CHANNEL-ID", "hex signature", "scheme")]
    public Task Is_counted_of_an_inquiry(params string[] lax) => Counts(Request.Inquiry, "2004200 Successful", lax);

    [Theory]
    [InlineData]
    [InlineData("X-TIMESTAMP")]
    [InlineData("hex signature")]
    [InlineData("grant_type")]
    [InlineData("X-TIMESTAMP", "hex signature", "grant_type")]
    public Task Is_counted_of_a_token(params string[] lax) => Counts(Request.Token, "2007300 Successful", lax);

    [Fact]
    public async Task Is_not_counted_of_what_somebody_else_may_have_sent()
    {
        await using var room = await OneRoom.Open();
        var lax = Request.Inquiry.With("X-EXTERNAL-ID", "INV-1").With("CHANNEL-ID", "mobile");

        var said = new[]
        {
            await room.Send(lax.With("X-SIGNATURE", "none")),
            await room.Send(lax.With("Authorization", "bearer garbage").Signed(isHex: true)),
            await room.Send(Request.Token.With("X-TIMESTAMP", "2026-11-20T13:00:00Z").With("X-SIGNATURE", "none")),
        };

        Assert.All(said, reply => Assert.Equal(401, reply.Http));
        Assert.Empty(room.Laxity.Counted);
    }

    [Fact]
    public async Task Is_not_counted_of_a_grant_type_that_is_refused()
    {
        await using var room = await OneRoom.Open();

        var reply = await room.Send(Request.Token.Saying("""{"grant_type":"password"}""").Signed());

        Assert.Equal("4007301 Invalid Field Format grantType", reply.Said);
        Assert.Empty(room.Laxity.Counted);
    }

    static async Task Counts(Request request, string said, string[] lax)
    {
        await using var room = await OneRoom.Open();
        foreach (var way in lax.Where(Ways.ContainsKey))
            request = Ways[way](request);

        var reply = await room.Send(request.Signed(isHex: lax.Contains("hex signature")));

        Assert.Equal(said, reply.Said);
        Assert.Equal(lax.Select(what => (Callers.Usual, "paydia", what)), room.Laxity.Counted);
    }
}
