using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Connectors.SingaPay.Tests;

/// <summary>Tokens that are given, killed early, or not given at all.</summary>
public class TokenTests
{
    [Fact]
    public async Task Are_asked_for_once_and_used_by_all()
    {
        await using var play = await Play.Begin(200, Samples.Success);
        await play.AskName();
        await play.Pay();
        await play.AskStatus();

        Assert.Equal(4, play.Provider.Asked.Count);
        Assert.All(play.Asked, one => Assert.Contains("Authorization: Bearer token-1\n", one));
        Assert.Equal(TimeSpan.FromHours(1), play.Tokens.Token!.Lifetime);
    }

    public static TheoryData<string> Dead =>
    [
        Play.Refusal("SP013"),
        """{"status":401,"success":false,"error":{"code":401,"message":"Unauthorized partner, please sign in"}}""",
    ];

    /// <summary>The order is taken with the second one, under the same reference and signed anew.</summary>
    [Theory, MemberData(nameof(Dead))]
    public async Task Are_renewed_once_where_they_are_killed_early(string refusal)
    {
        await using var play = await Play.Begin();
        play.Tokens.Token = new("killed", TimeSpan.FromHours(1));
        play.Does(http => http.Request.Headers.Authorization == "Bearer killed"
            ? Play.Say(http, 401, refusal)
            : Play.Say(http, 200, Samples.Success));

        Assert.IsType<PayoutReply.Paid>(await play.Pay());
        Assert.Equal(2, play.Asked.Count);
        Assert.NotEqual(Signature(play.Asked[0]), Signature(play.Asked[1]));
        Assert.All(play.Asked, one => Assert.Contains(Play.Reference, one));

        play.Tokens.Token = new("killed", TimeSpan.FromHours(1));
        Assert.IsType<PayoutReply.Paid>(await play.AskStatus());
    }

    [Theory, MemberData(nameof(Dead))]
    public async Task Are_not_renewed_for_ever(string refusal)
    {
        await using var play = await Play.Begin(401, refusal);

        Assert.IsType<PayoutReply.NoWord>(await play.Pay());
        Assert.Equal(2, play.Asked.Count);
        Assert.IsType<BankReply.NotAsked>(await play.AskName());
        Assert.Equal(4, play.Asked.Count);
    }

    /// <summary>What is wrong with a signature is not mended by a token, and a page of HTML says nothing.</summary>
    [Theory]
    [InlineData(401, "{\"response_code\":\"SP016\",\"response_message\":\"Signature Invalid\",\"data\":null}")]
    [InlineData(401, "<html>Log in, please.</html>")]
    [InlineData(403, "{\"response_code\":\"SP013\",\"response_message\":\"Unauthorized\",\"data\":null}")]
    [InlineData(200, "{\"response_code\":\"SP013\",\"response_message\":\"Unauthorized\",\"data\":null}")]
    public async Task Are_not_renewed_for_anything_else(int http, string body)
    {
        await using var play = await Play.Begin(http, body);

        Assert.IsType<PayoutReply.NoWord>(await play.Pay());
        Assert.Single(play.Asked);
    }

    [Theory]
    [InlineData(401, "{\"status\":401,\"success\":false,\"error\":{\"code\":401,\"message\":\"No.\"}}", "401")]
    [InlineData(403, "<html>Your IP address is not registered</html>", "403")]
    [InlineData(429, "", "429")]
    [InlineData(500, "", "500")]
    [InlineData(200, "{\"status\":200,\"success\":true,\"data\":null}", "200")]
    [InlineData(200, "{\"status\":200,\"success\":true,\"data\":{\"access_token\":\"two words\"}}", "200")]
    [InlineData(200, "<html>token</html>", "200")]
    public async Task Without_one_nothing_is_sent(int http, string body, string told)
    {
        await using var play = await Play.Begin();
        play.Provider.Answer = context => Play.Say(context, http, body);

        var reply = Assert.IsType<PayoutReply.NotSent>(await play.Pay());
        Assert.Contains(told, reply.Why);
        Assert.IsType<PayoutReply.NoWord>(await play.AskStatus());
        Assert.IsType<BankReply.NotAsked>(await play.AskName());
        Assert.Empty(play.Asked);
    }

    [Fact]
    public async Task Are_waited_for_no_longer_than_half_the_time()
    {
        await using var play = await Play.Begin();
        play.Provider.Answer = Misbehaviour.Hang;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        Assert.IsType<PayoutReply.NotSent>(await play.Pay(patience.Token));
        Assert.False(patience.IsCancellationRequested);
    }

    /// <summary>Refused once, it has left: whether a second would have been taken is another question.</summary>
    [Fact]
    public async Task That_are_not_given_anew_leave_an_order_without_a_word()
    {
        await using var play = await Play.Begin();
        play.Tokens.Token = new("killed", TimeSpan.FromHours(1));
        play.Provider.Answer = http => http.Request.Path == Play.TokenPath
            ? Play.Say(http, 500, "")
            : Play.Say(http, 401, Play.Refusal("SP013"));

        Assert.IsType<PayoutReply.NoWord>(await play.Pay());
        Assert.Single(play.Asked);
    }

    [Theory]
    [InlineData("\"3600\"", 3600)]
    [InlineData("216000", 86_400)]
    [InlineData("null", 3600)]
    [InlineData("\"soon\"", 3600)]
    [InlineData("-5", 3600)]
    public async Task Last_as_long_as_is_said_and_no_longer_than_a_day(string expiresIn, int seconds)
    {
        await using var play = await Play.Begin();
        play.Provider.Answer = http => Play.Say(http, 200, Play.Token("token", expiresIn));
        await play.AskName();

        Assert.Equal(TimeSpan.FromSeconds(seconds), play.Tokens.Token!.Lifetime);
    }

    static string Signature(string request) =>
        request.Split('\n').Single(line => line.StartsWith("X-Signature:", StringComparison.Ordinal));
}
