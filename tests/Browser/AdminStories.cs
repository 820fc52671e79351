using System.Net;
using OtpNet;
using Periksa.Tests.Postgres;

namespace Periksa.Browser.Tests;

/// <summary>People sign in to a console in production: an administrator, whoever they invite, and who was never
/// invited.</summary>
public sealed class AdminStories : IAsyncLifetime
{
    const string Password = "empat kuda putih";
    const string Session = "__Host-periksa-session";

    HostProcess _host = null!;
    string _database = "";

    (string, string)[] Settings =>
    [
        ("ConnectionStrings__Periksa", _database), ("Periksa__Mode", "production"),
        ("Periksa__Proxies__0", "127.0.0.0/8"),
    ];

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(Settings);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_administrator_comes_in_invites_a_viewer_who_sees_less_and_ends_their_session()
    {
        await using var admin = await Visitor.Come(_host.OperatorAddress, look: null);
        await admin.Open("partners");
        Assert.Contains("/console/sign-in", admin.Page.Url, StringComparison.Ordinal);
        var secret = await TakeUp(admin, await Invite("ayu", "admin"));
        await IsWell(admin, "", "operators", "account");

        // A link to hand on; whoever takes it up has nothing of what is not theirs.
        await admin.Page.ClickAsync("nav a[href=operators]");
        await admin.Page.FillAsync("form[action=operators] [name=name]", "budi");
        await admin.Page.SelectOptionAsync("form[action=operators] [name=role]", "viewer");
        await admin.Submit("operators");
        await using var viewer = await Visitor.Come(_host.OperatorAddress, look: null);
        await TakeUp(viewer, await admin.Page.Locator("main code").InnerTextAsync());
        await viewer.Open("operators");
        var missing = await viewer.Page.InnerTextAsync("main");
        Assert.Equal(404, (await viewer.Open("nothing-of-that-name")).Status);
        Assert.Equal(missing, await viewer.Page.InnerTextAsync("main"));
        await viewer.Open("partners");
        Assert.Equal(0, await viewer.Page.Locator("main form[method=post]").CountAsync());
        Assert.Equal(0, await viewer.Page.Locator("nav a[href=operators]").CountAsync());

        // Their session is ended by one click, and their next page is the way in.
        await admin.Open("operators/budi");
        await admin.Page.Locator("main form[action^='operators/sessions/'] button").ClickAsync();
        await viewer.Open("partners");
        Assert.Contains("/console/sign-in", viewer.Page.Url, StringComparison.Ordinal);

        await SignsOutAndInAgain(admin, secret);
        admin.AssertNothingAmiss();
        viewer.AssertNothingAmiss();
    }

    [Fact]
    public async Task A_proxy_with_another_path_has_people_sign_in_there()
    {
        await using var nginx = await Nginx.Before(
            _host.OperatorAddress, "/pay/periksa/", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme");
        var at = new Uri(nginx.Address, "/pay/periksa/");
        await using var admin = await Visitor.Come(at, look: null);
        await TakeUp(admin, await Invite("ayu", "admin", at));
        Assert.EndsWith("/pay/periksa/console/", admin.Page.Url, StringComparison.Ordinal);
        await admin.Page.ClickAsync("nav a[href=partners]");
        Assert.EndsWith("/pay/periksa/console/partners", admin.Page.Url, StringComparison.Ordinal);
        await admin.Submit("sign-out");
        Assert.Contains("/pay/periksa/console/sign-in", admin.Page.Url, StringComparison.Ordinal);
        admin.AssertNothingAmiss();
    }

    // The session that was there before is not the one that is good afterwards.
    static async Task SignsOutAndInAgain(Visitor admin, byte[] secret)
    {
        var old = await SessionOf(admin);
        await admin.Submit("sign-out");
        await admin.Open("operators");
        Assert.Contains("/console/sign-in", admin.Page.Url, StringComparison.Ordinal);
        await IsWell(admin, "sign-in");

        await admin.Open("operators");
        await admin.Page.FillAsync("[name=name]", "ayu");
        await admin.Page.FillAsync("[name=password]", Password);
        await admin.Page.FillAsync("[name=code]", Code(secret, later: 1));
        await admin.Submit("sign-in");
        Assert.EndsWith("/console/operators", admin.Page.Url, StringComparison.Ordinal);
        Assert.NotEqual(old, await SessionOf(admin));
    }

    async Task<string> Invite(string name, string role, Uri? at = null)
    {
        var (code, output, errors) = await HostProcess.Run(
            "", Settings, "operator", "invite", name, "--role", role,
            "--url", $"{at ?? _host.OperatorAddress}".TrimEnd('/'), "--json");
        Assert.Equal((0, ""), (code, errors));
        return System.Text.Json.JsonElement.Parse(output).Text("link");
    }

    static async Task<byte[]> TakeUp(Visitor visitor, string link)
    {
        await visitor.Page.GotoAsync(link);
        var findings = await AppearanceTests.Look(visitor);
        Assert.True(!findings.Any(), string.Join('\n', findings));
        var secret = Base32Encoding.ToBytes(await visitor.Page.Locator("main code").First.InnerTextAsync());
        await visitor.Page.FillAsync("[name=password]", Password);
        await visitor.Page.FillAsync("[name=again]", Password);
        await visitor.Page.FillAsync("[name=code]", Code(secret));
        await visitor.Page.Locator("main form button").ClickAsync();
        Assert.NotNull(await SessionOf(visitor));
        return secret;
    }

    static async Task IsWell(Visitor visitor, params string[] pages)
    {
        foreach (var path in pages)
        {
            Assert.Equal((int)HttpStatusCode.OK, (await visitor.Open(path)).Status);
            var findings = await AppearanceTests.Look(visitor);
            Assert.True(!findings.Any(), $"{path}: {string.Join('\n', findings)}");
        }
    }

    static async Task<string?> SessionOf(Visitor visitor) =>
        (await visitor.Context.CookiesAsync()).FirstOrDefault(cookie => cookie.Name == Session)?.Value;

    static string Code(byte[] secret, int later = 0) =>
        new Totp(secret).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30 * later));
}
