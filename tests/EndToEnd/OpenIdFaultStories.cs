using System.Net;
using Microsoft.AspNetCore.Http;
using Periksa.Tests.Support;

namespace Periksa.EndToEnd.Tests;

/// <summary>A provider that misbehaves, and whoever misuses its word: nobody comes in.</summary>
public sealed class OpenIdFaultStories(OpenIdHosts hosts) : IClassFixture<OpenIdHosts>
{
    const string Session = "__Host-periksa-session";
    const string Refused = "/console/sign-in?openid=refused";
    const string Lost = "/console/sign-in?openid=lost";

    readonly ScriptedOpenId _provider = hosts.Provider;

    [Theory]
    [InlineData("another nonce")]
    [InlineData("another issuer")]
    [InlineData("another audience")]
    [InlineData("expired")]
    [InlineData("unsigned")]
    [InlineData("signed by another key")]
    [InlineData("signed by the client's secret")]
    [InlineData("no nonce")]
    [InlineData("no sub")]
    [InlineData("no exp")]
    [InlineData("no aud")]
    [InlineData("no iss")]
    [InlineData("declined")]
    public async Task Its_word_is_taken_only_as_the_standard_has_it(string mischief)
    {
        using var browser = hosts.Come();
        var (subject, _) = await hosts.Join(browser);
        (await browser.Submit("account", "sign-out")).Is(HttpStatusCode.SeeOther);
        var (link, invited) = await hosts.Invite("admin");
        var before = await hosts.CountSessions();

        _provider.Mischief = mischief;
        try
        {
            Assert.Equal($"{Refused}&back=partners", (await OpenIdHosts.SignIn(browser, subject, "partners")).Location);
            Assert.Equal(
                $"/console/{OpenIdHosts.Page(link)}?openid=refused",
                (await OpenIdHosts.TakeUp(browser, link, $"{subject}-2")).Location);
        }
        finally
        {
            _provider.Mischief = "";
        }

        Assert.Null(browser.SessionCookie);
        Assert.Equal(before, await hosts.CountSessions());
        Assert.Equal("invited", (await hosts.Look(invited)).Text("state"));
        Assert.Contains("is not to be trusted", (await browser.Get("sign-in?openid=refused")).Text);
        Assert.Equal("/console/", (await OpenIdHosts.SignIn(browser, subject)).Location);
    }

    [Fact]
    public async Task What_a_browser_has_not_begun_itself_signs_nobody_in()
    {
        using var browser = hosts.Come();
        using var victim = hosts.Come();
        var (subject, _) = await hosts.Join(browser);
        var callback = await OpenIdHosts.Leave(browser, "sign-in", "sign-in/openid", subject);

        Assert.Equal(Lost, (await victim.Get(callback)).Location);
        await OpenIdHosts.Leave(victim, "sign-in", "sign-in/openid", "victim");
        Assert.Equal(Lost, (await victim.Get(callback)).Location);
        Assert.Null(victim.SessionCookie);

        // Nor is an invitation told to whoever has seen the way to the provider.
        var page = OpenIdHosts.Page((await hosts.Invite("admin")).Link);
        var invited = await OpenIdHosts.Leave(browser, page, $"{page}/openid", $"{subject}-2");
        Assert.Equal(Lost, (await victim.Get(invited)).Location);
        foreach (var nonsense in new[] { "", "?code=x", "?code=x&state=x", "?error=x", "?state=", "?id_token=a.b.c" })
            Assert.Equal(Lost, (await victim.Get($"sign-in/openid/callback{nonsense}")).Location);
    }

    [Fact]
    public async Task A_way_back_is_gone_once_and_a_code_is_for_whoever_asked_for_it()
    {
        using var browser = hosts.Come();
        using var thief = hosts.Come();
        var (subject, _) = await hosts.Join(browser);
        var callback = await OpenIdHosts.Leave(browser, "sign-in", "sign-in/openid", subject);
        foreach (var (cookie, value) in browser.Cookies.Where(one => one.Key != Session))
            thief.Cookies[cookie] = value;

        Assert.Equal("/console/", (await browser.Get(callback)).Location);
        (await browser.Submit("account", "sign-out")).Is(HttpStatusCode.SeeOther);
        _provider.TakesCodesAgain = true;
        Assert.Equal(Lost, (await browser.Get(callback)).Location);
        _provider.TakesCodesAgain = false;
        Assert.Equal(Refused, (await thief.Get(callback)).Location);

        // Somebody else's code, with what this browser has begun.
        var (other, own) = (
            await OpenIdHosts.Leave(browser, "sign-in", "sign-in/openid", subject),
            await OpenIdHosts.Leave(thief, "sign-in", "sign-in/openid", "thief"));
        Assert.Equal(Refused, (await thief.Get(own.Replace(Code(own), Code(other), Ordinal))).Location);
        Assert.Null(browser.SessionCookie);
        Assert.Null(thief.SessionCookie);
    }

    [Fact]
    public async Task A_provider_that_is_down_or_points_elsewhere_is_told_of_and_is_given_nothing()
    {
        using var browser = hosts.Come();
        var (subject, _) = await hosts.Join(browser);
        (await browser.Submit("account", "sign-out")).Is(HttpStatusCode.SeeOther);

        var callback = await OpenIdHosts.Leave(browser, "sign-in", "sign-in/openid", subject);
        _provider.IsDown = true;
        Assert.Equal("/console/sign-in?openid=away", (await browser.Get(callback)).Location);
        _provider.IsDown = false;

        await using var elsewhere = await ScriptedProvider.Open();
        elsewhere.Says(StatusCodes.Status200OK, "{}");
        _provider.Elsewhere = elsewhere.Url;
        var told = await OpenIdHosts.SignIn(browser, subject);
        _provider.Elsewhere = null;
        Assert.Equal(Refused, told.Location);
        Assert.Empty(elsewhere.Asked);
        Assert.Null(browser.SessionCookie);
        Assert.Equal("/console/", (await OpenIdHosts.SignIn(browser, subject)).Location);
    }

    [Fact]
    public async Task An_address_with_too_many_tries_waits_and_the_provider_is_not_asked()
    {
        using var browser = hosts.Come();
        using var elsewhere = hosts.Come();
        var (subject, _) = await hosts.Join(elsewhere);

        // Another site's page that has them as pictures uses nobody's tries up.
        browser.Headers["Sec-Fetch-Dest"] = "image";
        for (var i = 0; i < 12; i++)
            Assert.Equal(Lost, (await browser.Get("sign-in/openid/callback?state=x")).Location);

        browser.Headers["Sec-Fetch-Dest"] = "document";
        for (var i = 0; i < 10; i++)
            Assert.Equal("/console/sign-in?openid=stranger", (await OpenIdHosts.SignIn(browser, "somebody")).Location);

        var asked = _provider.Redeemed;
        Assert.Equal(
            "/console/sign-in?openid=too-often", (await browser.Get("sign-in/openid/callback?state=x")).Location);
        Assert.Equal(
            "/console/sign-in?openid=too-often", (await browser.Submit("sign-in", "sign-in/openid")).Location);
        Assert.Equal(asked, _provider.Redeemed);
        Assert.Equal("/console/", (await OpenIdHosts.SignIn(elsewhere, subject)).Location);

        // By a password they come in all the same.
        var (link, name) = await hosts.Invite("viewer");
        var secret = await browser.TakeUp(link, ConsoleHosts.Password);
        (await browser.SignIn(name, ConsoleHosts.Password, Browser.Code(secret, later: 1)))
            .Is(HttpStatusCode.SeeOther);
    }

    const StringComparison Ordinal = StringComparison.Ordinal;

    static string Code(string callback) => callback.Split("code=")[1].Split('&')[0];
}
