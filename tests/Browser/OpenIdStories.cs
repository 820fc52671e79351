using Periksa.Tests.Postgres;

namespace Periksa.Browser.Tests;

/// <summary>Somebody takes an invitation up by a provider at another site, and signs in by it, as a real browser goes
/// there and comes back.</summary>
public sealed class OpenIdStories
{
    const string Session = "__Host-periksa-session";
    const string Button = "form[action$='/openid'] button";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_way_to_the_provider_and_back_opens_the_console(bool hasScript)
    {
        await using var provider = await ScriptedOpenId.Open();
        (string, string)[] settings =
        [
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("Periksa__Mode", "production"),
            ("Periksa__Proxies__0", "127.0.0.0/8"), .. provider.Settings,
        ];
        await using var host = await HostProcess.Start(settings);
        await using var nginx = await Nginx.Before(
            host.OperatorAddress, "/pay/periksa/", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme");
        var at = new Uri(nginx.Address, "/pay/periksa/");
        await using var visitor = await Visitor.Come(at, look: null, hasScript: hasScript);
        var (code, output, errors) = await HostProcess.Run(
            "", settings, "operator", "invite", "ayu", "--role", "admin", "--url", $"{at}".TrimEnd('/'), "--json");
        Assert.Equal((0, ""), (code, errors));

        await visitor.Page.GotoAsync(System.Text.Json.JsonElement.Parse(output).Text("link"));
        if (hasScript)
            Assert.Empty(await AppearanceTests.Look(visitor));

        await visitor.Page.ClickAsync(Button);
        await visitor.Page.WaitForURLAsync($"{at}console/");
        Assert.Contains("Overview", await visitor.Text(), StringComparison.Ordinal);

        await visitor.Submit("sign-out");
        await visitor.Open("operators");
        Assert.Contains("/console/sign-in", visitor.Page.Url, StringComparison.Ordinal);
        if (hasScript)
            Assert.Empty(await AppearanceTests.Look(visitor));

        await visitor.Page.ClickAsync(Button);
        await visitor.Page.WaitForURLAsync($"{at}console/operators");
        Assert.Contains("openid", await visitor.Text(), StringComparison.Ordinal);
        var cookies = await visitor.Context.CookiesAsync();
        Assert.Equal([Session], cookies.Select(one => one.Name).Where(IsOurs));

        // A form of the page that the provider's redirect led to is taken.
        await visitor.Page.FillAsync("form[action=operators] [name=name]", "budi");
        await visitor.Submit("operators");
        Assert.Contains("/console/invitation/", await visitor.Text(), StringComparison.Ordinal);

        // A stranger hears what to do, in the same browser.
        await visitor.Submit("sign-out");
        provider.Subject = "nobody-here";
        await visitor.Page.ClickAsync(Button);
        await visitor.Page.WaitForURLAsync($"{at}console/sign-in?openid=stranger");
        Assert.Contains("ask an administrator for an invitation", await visitor.Text(), StringComparison.Ordinal);
        Assert.All(visitor.Mishaps, mishap => Assert.Contains($": asks {provider.Issuer}/authorize?", mishap));
    }

    static bool IsOurs(string cookie) => cookie.StartsWith("__Host-", StringComparison.Ordinal);
}
