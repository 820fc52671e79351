using System.Net;
using System.Text.RegularExpressions;

namespace Periksa.EndToEnd.Tests;

/// <summary>Who comes into the console of a host in production.</summary>
public sealed partial class SignInStories(ConsoleHosts hosts) : IClassFixture<ConsoleHosts>
{
    const string Password = ConsoleHosts.Password;

    [Fact]
    public async Task An_invitation_a_password_and_a_code_open_the_console_until_signing_out()
    {
        using var browser = new Browser(hosts.First);
        var (link, name) = await hosts.Invite("admin");
        Assert.StartsWith($"{hosts.First.OperatorAddress}console/invitation/", link, StringComparison.Ordinal);

        var secret = await browser.TakeUp(link, Password);
        var first = browser.SessionCookie!;
        Assert.Contains("; secure; samesite=lax; httponly", browser.SetCookies, StringComparison.Ordinal);
        Assert.Contains("path=/;", browser.SetCookies, StringComparison.Ordinal);
        Assert.DoesNotContain("expires", browser.SetCookies, StringComparison.Ordinal);
        Assert.Contains(name, (await browser.Get("account")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await browser.Get(new Uri(link).AbsolutePath["/console/".Length..])).Is(HttpStatusCode.NotFound);

        (await browser.Submit("account", "sign-out")).Is(HttpStatusCode.SeeOther);
        Assert.Null(browser.SessionCookie);
        (await browser.Get("account")).LeadsToSignIn();
        using var thief = new Browser(hosts.First);
        thief.Cookies["__Host-periksa-session"] = first;
        (await thief.Get("account")).LeadsToSignIn();

        // Whoever was given a cookie beforehand has another one afterwards.
        browser.Cookies["__Host-periksa-session"] = first;
        var back = await browser.SignIn(name, Password, Browser.Code(secret, later: 1), "inquiries?bank=014");
        Assert.Equal("/console/inquiries?bank=014", back.Is(HttpStatusCode.SeeOther).Location);
        Assert.NotEqual(first, browser.SessionCookie);
        (await browser.Get("inquiries?bank=014")).Is(HttpStatusCode.OK);

        var told = hosts.First.Output;
        Assert.DoesNotContain(Password, told, StringComparison.Ordinal);
        Assert.DoesNotContain(link.Split('/')[^1], told, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.SessionCookie!, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_not_signed_in_sees_one_page_and_hears_nothing_of_what_there_is()
    {
        using var browser = new Browser(hosts.First);

        foreach (var path in (string[])["", "inquiries", "operators", "nothing", "invitations/x", "account"])
            (await browser.Get(path)).LeadsToSignIn();

        var token = (await browser.Get("sign-in")).Is(HttpStatusCode.OK).Token;
        (await browser.Post("operators", token, ("name", "mallory"), ("role", "admin"))).LeadsToSignIn();
        (await browser.Post("nothing", token)).LeadsToSignIn();
        (await browser.Get("invitation/nonsense")).Is(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("//evil.example", "")]
    [InlineData("https://evil.example", "")]
    [InlineData("/\\evil.example", "")]
    [InlineData("../v1/partners", "")]
    [InlineData("%2e%2e/%2e%2e/evil", "")]
    [InlineData("inquiries?bank=014", "inquiries?bank=014")]
    public async Task Nobody_is_sent_elsewhere_by_signing_in(string back, string to)
    {
        using var browser = new Browser(hosts.First);
        var (link, name) = await hosts.Invite("viewer");
        var secret = await browser.TakeUp(link, Password);

        var sent = await browser.SignIn(name, Password, Browser.Code(secret, later: 1), back);

        Assert.Equal($"/console/{to}", sent.Is(HttpStatusCode.SeeOther).Location);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_and_so_is_another_visitors()
    {
        using var browser = new Browser(hosts.First);
        using var other = new Browser(hosts.First);
        var (link, name) = await hosts.Invite("admin");
        var secret = await browser.TakeUp(link, Password);
        var strangers = (await other.Get("sign-in")).Token;

        foreach (var token in (string?[])[null, "nonsense", strangers])
        {
            (await browser.Post("operators", token, ("name", "mallory"), ("role", "admin")))
                .Is(HttpStatusCode.BadRequest);
            (await browser.Post("sign-out", token)).Is(HttpStatusCode.BadRequest);
        }

        (await other.Post("sign-in", null, ("name", name), ("password", Password), ("code", Browser.Code(secret, 1))))
            .Is(HttpStatusCode.BadRequest);
        (await browser.Get("account")).Is(HttpStatusCode.OK);
        Assert.DoesNotContain("mallory", (await browser.Get("operators")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_has_its_pages_and_the_others_do_not_exist()
    {
        using var viewer = new Browser(hosts.First);
        await viewer.TakeUp((await hosts.Invite("viewer")).Link, Password);

        var nothing = (await viewer.Get("nothing")).Is(HttpStatusCode.NotFound);
        var operators = (await viewer.Get("operators")).Is(HttpStatusCode.NotFound);
        Assert.Equal(Plain(nothing.Text), Plain(operators.Text));
        var token = (await viewer.Get("account")).Token;
        (await viewer.Post("operators", token, ("name", "mallory"), ("role", "admin"))).Is(HttpStatusCode.NotFound);
        Assert.DoesNotContain(
            "href=\"operators\"", (await viewer.Get("inquiries")).Is(HttpStatusCode.OK).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_only_look_hears_of_no_credential_in_the_lab()
    {
        using var viewer = new Browser(hosts.First);
        await viewer.TakeUp((await hosts.Invite("viewer")).Link, Password);
        var (_, name) = await hosts.Credential();
        const string request = "POST /openapi/v1.0/account-inquiry-external HTTP/1.1\nX-PARTNER-ID: a\n"
            + "X-TIMESTAMP: 2026-11-30T21:00:00+07:00\nX-SIGNATURE: AAAA\n\n{}";

        var page = (await viewer.Get("lab")).Is(HttpStatusCode.OK);
        var kept = await viewer.Submit("lab", "lab", ("dialect", "snap"), ("name", name), ("text", request));
        var none = await viewer.Submit("lab", "lab", ("dialect", "snap"), ("name", "NOBODY"), ("text", request));
        var own = await viewer.Submit("lab", "lab", ("dialect", "snap"), ("secret", "mine"), ("text", request));

        Assert.DoesNotContain(name, page.Text, StringComparison.Ordinal);
        Assert.Equal(
            Plain(none.Is(HttpStatusCode.BadRequest).Text).Replace("NOBODY", name, StringComparison.Ordinal),
            Plain(kept.Is(HttpStatusCode.BadRequest).Text));
        own.Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_administrator_invites_and_ends_others_and_they_are_out_at_once()
    {
        using var admin = new Browser(hosts.First);
        using var there = new Browser(hosts.Second);
        await admin.TakeUp((await hosts.Invite("admin")).Link, Password);

        var invited = await admin.Submit("operators", "operators", ("name", "budi"), ("role", "operator"));
        await there.TakeUp(invited.Is(HttpStatusCode.OK).Match(Link), Password);
        (await there.Get("inquiries")).Is(HttpStatusCode.OK);
        Assert.Contains("budi", (await admin.Get("operators")).Text, StringComparison.Ordinal);

        (await admin.Submit("operators/budi", "operators/budi/end", ("reason", "left us"))).Is(HttpStatusCode.SeeOther);

        (await there.Get("inquiries")).LeadsToSignIn();
    }

    [Fact]
    public async Task Names_and_browsers_are_shown_as_text()
    {
        using var admin = new Browser(hosts.First);
        await admin.TakeUp((await hosts.Invite("admin")).Link, Password);

        var refused = await admin.Submit(
            "operators", "operators", ("name", "<script>alert(1)</script>"), ("role", "viewer"));

        Assert.DoesNotContain("<script>alert", refused.Is(HttpStatusCode.BadRequest).Text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", refused.Text, StringComparison.Ordinal);
    }

    // Without what is another each time: the form's token, and the path that a form leads back to.
    static string Plain(string page) => Each.Replace(page, "");

    [GeneratedRegex("<code>(http[^<]+)</code>")]
    private static partial Regex Link { get; }

    [GeneratedRegex("value=\"[^\"]*\"|href=\"[^\"]*#content\"|action=\"/console/[^\"]*\"")]
    private static partial Regex Each { get; }
}
