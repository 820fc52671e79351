using System.Net;

namespace Periksa.EndToEnd.Tests;

/// <summary>Who comes into the console by an OpenID provider, and who does not.</summary>
public sealed class OpenIdStories(OpenIdHosts hosts) : IClassFixture<OpenIdHosts>
{
    const string Session = "__Host-periksa-session";

    readonly ScriptedOpenId _provider = hosts.Provider;

    [Fact]
    public async Task An_invitation_binds_an_account_which_the_button_opens_from_then_on()
    {
        using var browser = hosts.Come();
        var (link, name) = await hosts.Invite("operator");
        Assert.Contains(
            $"Come in with {ScriptedOpenId.Name}", (await browser.Get(OpenIdHosts.Page(link))).Text,
            StringComparison.Ordinal);

        var taken = await OpenIdHosts.TakeUp(browser, link, "ayu");
        Assert.Equal("/console/", taken.Is(HttpStatusCode.SeeOther).Location);
        var first = browser.SessionCookie!;
        Assert.Contains("; secure; samesite=lax; httponly", browser.SetCookies, StringComparison.Ordinal);
        (await browser.Get(OpenIdHosts.Page(link))).Is(HttpStatusCode.NotFound);
        (await browser.Submit("account", "sign-out")).Is(HttpStatusCode.SeeOther);
        (await browser.Get("account")).LeadsToSignIn();

        // Whoever was given a cookie beforehand has another one afterwards.
        browser.Cookies[Session] = first;
        var back = await OpenIdHosts.SignIn(browser, "ayu", "inquiries?bank=014");
        Assert.Equal("/console/inquiries?bank=014", back.Is(HttpStatusCode.SeeOther).Location);
        Assert.NotEqual(first, browser.SessionCookie);
        Assert.Equal([Session], browser.Cookies.Keys.Where(one => one.StartsWith("__Host", StringComparison.Ordinal)));
        (await browser.Get("inquiries?bank=014")).Is(HttpStatusCode.OK);
        (await browser.Get("operators")).Is(HttpStatusCode.NotFound);   // whatever roles the provider tells of

        var shown = await hosts.Look(name);
        Assert.Equal(
            ("operator", "active", "openid", $"{_provider.Issuer} ayu"),
            (shown.Text("role"), shown.Text("state"), shown.Text("signs_in_by"), shown.Text("open_id")));
        var trail = (await hosts.Do("audit", "--subject", $"operator:{name}")).GetProperty("data");
        Assert.Equal(
            ["operator.sign-in", "operator.sign-out", "operator.take-up", "operator.invite"],
            trail.EnumerateArray().Select(one => one.Text("action")));
        Assert.Equal($"operator:{name}", trail[0].Text("actor"));
        foreach (var secret in new[] { ScriptedOpenId.ClientSecret, link.Split('/')[^1], browser.SessionCookie! })
            Assert.DoesNotContain(secret, hosts.First.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_provider_is_asked_for_who_somebody_is_and_nothing_else()
    {
        using var browser = hosts.Come();

        await OpenIdHosts.SignIn(browser, "whoever");

        Assert.Equal("openid", _provider.Asked["scope"]);
        Assert.Equal("S256", _provider.Asked["code_challenge_method"]);
        Assert.Equal($"{hosts.First.OperatorAddress}console/sign-in/openid/callback", _provider.Asked["redirect_uri"]);
        Assert.NotEqual("", _provider.Asked["nonce"]);
        Assert.DoesNotContain("max_age", _provider.Asked.Keys);
    }

    [Fact]
    public async Task A_stranger_and_whoever_was_ended_hear_the_same_and_what_to_do()
    {
        using var stranger = hosts.Come();
        using var ended = hosts.Come();
        var (subject, name) = await hosts.Join(ended, "admin");
        await hosts.Do("operator", "end", name, "--reason", "left us");
        var before = await hosts.CountSessions();

        foreach (var (browser, who) in new[] { (stranger, "somebody"), (ended, subject) })
        {
            Assert.Equal("/console/sign-in?openid=stranger", Refused(browser, await OpenIdHosts.SignIn(browser, who)));
            (await browser.Get("account")).LeadsToSignIn();
        }

        Assert.Equal(before, await hosts.CountSessions());
        Assert.Contains(
            "ask an administrator for an invitation", (await stranger.Get("sign-in?openid=stranger")).Text,
            StringComparison.Ordinal);
        stranger.Headers["Accept-Language"] = "id";
        Assert.Contains(
            "minta undangan kepada administrator", (await stranger.Get("sign-in?openid=stranger")).Text,
            StringComparison.Ordinal);
        var hostile = await stranger.Get("sign-in?openid=<script>");
        Assert.DoesNotContain("<script>", hostile.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_of_the_provider_opens_one_account_here()
    {
        using var browser = hosts.Come();
        var (subject, name) = await hosts.Join(browser);
        var (link, other) = await hosts.Invite("admin");
        using var again = hosts.Come();

        var told = Refused(again, await OpenIdHosts.TakeUp(again, link, subject));

        Assert.Equal($"/console/{OpenIdHosts.Page(link)}?openid=taken", told);
        Assert.Contains("by another name already", (await again.Get(told["/console/".Length..])).Text);
        Assert.Equal("invited", (await hosts.Look(other)).Text("state"));
        await again.TakeUp(link, ConsoleHosts.Password);
        Assert.Equal("password", (await hosts.Look(other)).Text("signs_in_by"));
        Assert.Equal($"{_provider.Issuer} {subject}", (await hosts.Look(name)).Text("open_id"));
    }

    [Fact]
    public async Task Another_invitation_ends_the_way_that_somebody_came_in_by()
    {
        using var browser = hosts.Come();
        var (subject, name) = await hosts.Join(browser);
        using var anew = hosts.Come();
        var secret = await anew.TakeUp(await hosts.Invite(name, "viewer"), ConsoleHosts.Password);
        (await browser.Get("account")).LeadsToSignIn();
        Assert.Equal("/console/sign-in?openid=stranger", Refused(browser, await OpenIdHosts.SignIn(browser, subject)));

        (await OpenIdHosts.TakeUp(browser, await hosts.Invite(name, "viewer"), subject)).Is(HttpStatusCode.SeeOther);

        (await anew.Get("account")).LeadsToSignIn();
        (await anew.SignIn(name, ConsoleHosts.Password, Browser.Code(secret, later: 1))).Is(HttpStatusCode.BadRequest);
        (await browser.Get("account")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_begun_at_one_host_may_end_at_another()
    {
        using var one = hosts.Come();
        using var other = hosts.Come(hosts.Second);
        var (subject, name) = await hosts.Join(one);
        (await one.Submit("account", "sign-out")).Is(HttpStatusCode.SeeOther);

        var callback = await OpenIdHosts.Leave(one, "sign-in", "sign-in/openid", subject, "partners");
        foreach (var (cookie, value) in one.Cookies)
            other.Cookies[cookie] = value;

        Assert.Equal("/console/partners", (await other.Get(callback)).Is(HttpStatusCode.SeeOther).Location);
        Assert.Contains(name, (await other.Get("account")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example", "")]
    [InlineData("https://evil.example", "")]
    [InlineData("../v1/partners", "")]
    [InlineData("inquiries?bank=014", "inquiries?bank=014")]
    public async Task Nobody_is_sent_elsewhere_afterwards(string back, string to)
    {
        using var browser = hosts.Come();
        var (subject, _) = await hosts.Join(browser);

        Assert.Equal($"/console/{to}", (await OpenIdHosts.SignIn(browser, subject, back)).Location);
    }

    [Fact]
    public async Task A_proxy_s_address_is_where_the_provider_sends_people_back_to()
    {
        using var browser = hosts.Come();
        browser.Headers["X-Forwarded-Proto"] = "https";
        browser.Headers["X-Forwarded-Prefix"] = "/pay/periksa";

        var (link, _) = await hosts.Invite("viewer");
        var back = await OpenIdHosts.TakeUp(browser, link, "behind-a-proxy");

        Assert.Equal("/pay/periksa/console/", back.Is(HttpStatusCode.SeeOther).Location);
        Assert.Equal(
            $"https://{hosts.First.OperatorAddress.Authority}/pay/periksa/console/sign-in/openid/callback",
            _provider.Asked["redirect_uri"]);
        (await browser.Get("account")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_begins_by_a_form_of_ours_and_ends_where_operators_come_in()
    {
        using var browser = hosts.Come();
        var (link, _) = await hosts.Invite("admin");
        foreach (var path in new[] { "sign-in/openid", $"{OpenIdHosts.Page(link)}/openid" })
        {
            (await browser.Post(path, null)).Is(HttpStatusCode.BadRequest);
            (await browser.Post(path, "nonsense")).Is(HttpStatusCode.BadRequest);
            (await browser.Get(path)).LeadsToSignIn();
        }

        (await browser.Submit("sign-in", "invitation/nonsense/openid")).Is(HttpStatusCode.NotFound);
        var callback = await OpenIdHosts.Leave(browser, "sign-in", "sign-in/openid", "somebody");
        using var asked = await hosts.First.Client.GetAsync($"/console/{callback}");
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
    }

    // Without another session; where it leads to is what is said.
    static string Refused(Browser browser, Shown shown)
    {
        shown.Is(HttpStatusCode.SeeOther);
        Assert.DoesNotContain($"{Session}=", browser.SetCookies, StringComparison.Ordinal);
        return shown.Location;
    }
}
