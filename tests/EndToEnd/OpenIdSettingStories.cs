using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A provider as it is configured, wrongly or before it is there.</summary>
public sealed class OpenIdSettingStories
{
    const string Prefix = "Periksa__Operator__OpenId__";
    const string Secret = "hush-hush";

    [Theory]
    [InlineData("Authority", "", "Authority is missing")]
    [InlineData("ClientId", "", "ClientId is missing")]
    [InlineData("ClientSecret", "", "ClientSecret is missing")]
    [InlineData("ClientSecretFile", "/nowhere/at/all", "ClientSecretFile are both set")]
    [InlineData("Authority", "http://login.example.com", "Authority is 'http://login.example.com'")]
    [InlineData("Authority", "https://login.example.com/?tenant=1", "Authority is 'https://login.example.com/?")]
    [InlineData("Authority", "login.example.com", "Authority is 'login.example.com'")]
    public async Task What_is_missing_or_wrong_is_named_and_nothing_starts(string name, string value, string told)
    {
        var (code, said) = await HostProcess.Refused(
            [.. Provider("https://login.example.com"), (Prefix + name, value)]);

        Assert.Equal(78, code);
        Assert.Contains(told, said, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_told_of_and_passwords_open_the_console()
    {
        var authority = $"http://localhost:{Ports.Free()}";
        await using var hosts = new ConsoleHosts { More = [.. Provider(authority)] };
        await hosts.InitializeAsync();
        using var browser = new Browser(hosts.First);
        var (link, name) = await hosts.Invite("viewer");
        var secret = await browser.TakeUp(link, ConsoleHosts.Password);

        var told = await browser.Submit("sign-in", "sign-in/openid", ("back", "partners"));
        Assert.Equal("/console/sign-in?openid=away&back=partners", told.Is(HttpStatusCode.SeeOther).Location);
        var page = (await browser.Get("sign-in?openid=away")).Is(HttpStatusCode.OK).Text;
        Assert.Contains("The OpenID provider does not answer", page, StringComparison.Ordinal);
        Assert.Contains($"Sign in with {new Uri(authority).Authority}", page, StringComparison.Ordinal);
        (await browser.SignIn(name, ConsoleHosts.Password, Browser.Code(secret, later: 1)))
            .Is(HttpStatusCode.SeeOther);
        Assert.Contains("is of no use at this moment", hosts.First.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, hosts.First.Output, StringComparison.Ordinal);

        var (code, output, errors) = await Check(hosts, authority);
        Assert.Equal(1, code);
        Assert.Contains($"\nopenid {authority}: ", output, StringComparison.Ordinal);
        Assert.Contains($"{Prefix}ClientSecret = (masked)", output, StringComparison.Ordinal);
        Assert.Contains("The OpenID provider is of no use now", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_tells_that_the_provider_is_there_and_is_the_one_that_is_meant()
    {
        await using var provider = await ScriptedOpenId.Open();
        await using var hosts = new ConsoleHosts();
        await hosts.InitializeAsync();

        var (code, output, errors) = await Check(hosts, $"{provider.Issuer}/");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains($"openid {provider.Issuer}: operators can sign in there", output, StringComparison.Ordinal);

        (code, output, _) = await Check(hosts, provider.Issuer.Replace("localhost", "127.0.0.1"));
        Assert.Equal(1, code);
        Assert.Contains($"it calls itself {provider.Issuer}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_of_the_provider_s_is_learned_without_a_restart()
    {
        await using var provider = await ScriptedOpenId.Open();
        await using var hosts = new ConsoleHosts { More = provider.Settings };
        await hosts.InitializeAsync();
        using var browser = new Browser(hosts.First);
        await OpenIdHosts.TakeUp(browser, (await hosts.Invite("viewer")).Link, "ayu");

        provider.ChangeKey();

        await Eventually.Is(async () => (await OpenIdHosts.SignIn(browser, "ayu")).Location == "/console/");
    }

    [Fact]
    public async Task A_sandbox_asks_nobody_who_they_are()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(
            [("ConnectionStrings__Periksa", database), .. Provider("https://login.example.com")]);
        using var browser = new Browser(host);

        Assert.DoesNotContain("login.example.com", (await browser.Get("sign-in")).Text, StringComparison.Ordinal);
        (await browser.Get("sign-in/openid/callback")).Is(HttpStatusCode.NotFound);
        (await browser.Get("partners")).Is(HttpStatusCode.OK);
    }

    static Task<(int Code, string Output, string Errors)> Check(ConsoleHosts hosts, string authority) =>
        HostProcess.Run(
            "",
            [
                ("ConnectionStrings__Periksa", hosts.Database), ("Periksa__Mode", "production"),
                .. Provider(authority),
            ],
            "check");

    static (string, string)[] Provider(string authority) =>
    [
        ($"{Prefix}Authority", authority), ($"{Prefix}ClientId", "periksa"), ($"{Prefix}ClientSecret", Secret),
    ];
}
