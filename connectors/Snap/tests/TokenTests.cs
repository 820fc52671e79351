using Microsoft.AspNetCore.Http;
using Periksa.Inquiries;

namespace Periksa.Connectors.Snap.Tests;

public class TokenTests
{
    const string Refused = """{"responseCode":"4011601","responseMessage":"Invalid Token (B2B)"}""";
    const string Conflict = """{"responseCode":"4091600","responseMessage":"Conflict"}""";

    static readonly RequestDelegate Refuse = Provider.Says(401, Refused);
    static readonly RequestDelegate Find = Provider.Says(200, Play.Found);

    [Fact]
    public async Task Are_asked_for_once_and_used_again()
    {
        await using var provider = await Provider.Start(Find);
        var tokens = new RememberedTokens();

        await Play.Ask(Play.Preset("standard"), provider, tokens: tokens);
        await Play.Ask(Play.Preset("standard"), provider, tokens: tokens);

        Assert.Single(provider.Sent, request => request.IsForToken);
        Assert.Equal(["bank", "bank"], tokens.Connectors);
    }

    /// <summary>Else each would kill the others'.</summary>
    [Fact]
    public async Task Are_one_for_all_routes_of_a_client_whose_newest_kills_the_one_before()
    {
        await using var provider = await Provider.Start(Find);
        var tokens = new RememberedTokens();
        var options = Play.Preset("standard") with { LatestWins = true };

        await Play.Ask(options, provider, tokens: tokens);
        await Play.Ask(options with { ChannelId = "other" }, provider, tokens: tokens);

        var owner = Assert.Single(tokens.Connectors.Distinct());
        Assert.Contains(options.ClientKey!, owner, StringComparison.Ordinal);
        Assert.Single(provider.Sent, request => request.IsForToken);
    }

    [Fact]
    public async Task That_was_ended_early_is_replaced_and_the_question_sent_once_more()
    {
        await using var provider = await Provider.Start(Provider.InTurn(Refuse, Find));

        Assert.IsType<BankReply.Found>(await Play.Ask(Play.Preset("standard"), provider));

        SentRequest[] asked = [.. provider.Questions];
        Assert.Equal(["Bearer token-1", "Bearer token-2"], asked.Select(question => question["Authorization"]));
        Assert.Equal(asked[0].Body, asked[1].Body);
        Assert.NotEqual(asked[0]["X-EXTERNAL-ID"], asked[1]["X-EXTERNAL-ID"]);
    }

    [Fact]
    public async Task That_are_refused_twice_are_a_matter_of_settings()
    {
        await using var provider = await Provider.Start(Refuse);

        var reply = await Play.Ask(Play.Preset("standard"), provider);

        Assert.Equal(new BankReply.NotAsked(RouteFault.Misconfigured, "4011601 Invalid Token (B2B)"), Bare(reply));
        Assert.Equal(2, provider.Questions.Count());
    }

    [Fact]
    public async Task That_are_refused_where_there_are_none_are_a_matter_of_settings()
    {
        await using var provider = await Provider.Start(Refuse);

        var reply = await Play.Ask(Play.Preset("standard") with { Signature = SnapSignature.Asymmetric }, provider);

        Assert.Equal(RouteFault.Misconfigured, Assert.IsType<BankReply.NotAsked>(reply).Fault);
        Assert.Single(provider.Sent);
    }

    [Fact]
    public async Task An_external_id_that_was_used_is_replaced_once()
    {
        await using var provider = await Provider.Start(Provider.InTurn(Provider.Says(409, Conflict), Find));

        Assert.IsType<BankReply.Found>(await Play.Ask(Play.Preset("standard"), provider));
        Assert.Equal(2, provider.Questions.Select(question => question["X-EXTERNAL-ID"]).Distinct().Count());

        provider.Answer = Provider.Says(409, Conflict);
        Assert.IsType<BankReply.Unclear>(await Play.Ask(Play.Preset("standard"), provider));
        Assert.Equal(4, provider.Questions.Count());
    }

    [Fact]
    public async Task A_reference_that_was_used_is_not_sent_again()
    {
        await using var provider = await Provider.Start(Provider.Says(409, """{"responseCode":"4091601"}"""));

        await Play.Ask(Play.Preset("standard"), provider);

        Assert.Single(provider.Questions);
    }

    [Fact]
    public async Task Both_may_happen_to_one_question_and_nothing_more()
    {
        await using var provider = await Provider.Start(
            Provider.InTurn(Provider.Says(409, Conflict), Refuse, Provider.Says(409, Conflict)));

        Assert.IsType<BankReply.Unclear>(await Play.Ask(Play.Preset("standard"), provider));
        Assert.Equal(3, provider.Questions.Count());
    }

    [Theory]
    [InlineData(401, """{"responseCode":"4017300"}""", RouteFault.Misconfigured)]
    [InlineData(400, """{"responseCode":"4007302"}""", RouteFault.Misconfigured)]
    [InlineData(404, "<h1>Not found</h1>", RouteFault.Misconfigured)]
    [InlineData(429, """{"responseCode":"4297300"}""", RouteFault.Busy)]
    [InlineData(500, """{"responseCode":"5007300"}""", RouteFault.Unreachable)]
    [InlineData(302, "", RouteFault.Unreachable)]
    [InlineData(200, "<h1>Login</h1>", RouteFault.Unreachable)]
    [InlineData(200, """{"responseCode":"2007300"}""", RouteFault.Unreachable)]
    [InlineData(200, """{"accessToken":null}""", RouteFault.Unreachable)]
    [InlineData(200, """{"accessToken":17}""", RouteFault.Unreachable)]
    [InlineData(200, """{"accessToken":""}""", RouteFault.Unreachable)]
    [InlineData(200, """{"accessToken":"\ud800"}""", RouteFault.Unreachable)]
    [InlineData(200, """{"accessToken":"a\r\nX-PARTNER-ID: b"}""", RouteFault.Unreachable)]
    public async Task Without_one_nobody_is_asked(int status, string body, RouteFault fault)
    {
        await using var provider = await Provider.Start(Find);
        provider.Token = Provider.Says(status, body);

        var reply = await Play.Ask(Play.Preset("standard"), provider);

        Assert.Equal(fault, Assert.IsType<BankReply.NotAsked>(reply).Fault);
        Assert.Empty(provider.Questions);
    }

    [Fact]
    public async Task That_takes_half_the_budget_is_not_waited_for()
    {
        await using var provider = await Provider.Start(Find);
        provider.Token = Faults.Trickle;

        var reply = await Play.Ask(Play.Preset("standard") with { Budget = TimeSpan.FromMilliseconds(500) }, provider);

        Assert.Equal(RouteFault.Unreachable, Assert.IsType<BankReply.NotAsked>(reply).Fault);
        Assert.Empty(provider.Questions);
    }

    [Theory]
    [InlineData("\"900\"", 870)]
    [InlineData("900", 870)]
    [InlineData("\"40\"", 20)]
    [InlineData("\"\"", 870)]
    [InlineData("null", 870)]
    [InlineData("-1", 870)]
    [InlineData("999999999", 86370)]
    public async Task Last_as_long_as_their_provider_says(string expiresIn, int seconds)
    {
        await using var provider = await Provider.Start(Find);
        provider.Token = Provider.Says(200, $$"""{"accessToken":"abc","expiresIn":{{expiresIn}}}""");
        var tokens = new RememberedTokens();

        Assert.IsType<BankReply.Found>(await Play.Ask(Play.Preset("standard"), provider, tokens: tokens));

        Assert.Equal(new ProviderToken("abc", TimeSpan.FromSeconds(seconds)), tokens.Token);
    }

    [Fact]
    public async Task Last_as_long_as_the_operator_says()
    {
        await using var provider = await Provider.Start(Find);
        var tokens = new RememberedTokens();
        var options = Play.Preset("standard") with
        {
            TokenLifetime = TimeSpan.FromSeconds(300), RenewAhead = TimeSpan.FromSeconds(60),
        };

        await Play.Ask(options, provider, tokens: tokens);

        Assert.Equal(TimeSpan.FromSeconds(240), tokens.Token!.Lifetime);
    }

    static BankReply Bare(BankReply reply) => reply with { About = null };
}
