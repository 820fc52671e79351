using System.Security.Cryptography;
using Periksa.Tests.Postgres;

namespace Periksa.Browser.Tests;

/// <summary>Somebody who has never seen Periksa, with the console alone and the partner's PDF.</summary>
public sealed class NewcomerStories
{
    [Fact]
    public async Task Makes_a_partner_asks_breaks_it_is_told_why_finds_it_and_replays_its_callback()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        await using var newcomer = await Visitor.Come(host.Address, look: null);
        var inbox = new Inbox(host, "newcomer");

        // From the sandbox's page to a partner with a secret, which is called back.
        await newcomer.Page.GotoAsync(host.Address.ToString());
        await newcomer.Page.ClickAsync("main a[href^='console']");
        await newcomer.Page.ClickAsync("nav a[href=partners]");
        var partner = await Issue(newcomer);
        await newcomer.Page.ClickAsync("main a[href*='/ifortepay/']");
        await newcomer.Page.FillAsync("form[action$='/callback'] [name=url]", inbox.Url);
        await newcomer.Page.ClickAsync("form[action$='/callback'] button");
        Assert.Contains(inbox.Url, await newcomer.Text(), StringComparison.Ordinal);

        // One request as the PDF says, signed by what is on the page; and one that is broken.
        var snap = new Snap(host.Client, partner);
        var question = await AskUntilTold(snap, inbox);
        var broken = await snap.Prepare(new() { SignedTarget = "/v1.0/account-inquiry-external" });
        Assert.Equal("4011600", (await snap.Send(broken)).Code);
        await ToldWhy(newcomer);
        await newcomer.Page.ClickAsync("main a[href^=lab]");
        var verdict = await Lab.Explain(newcomer, broken, partner.ClientId);
        Assert.Contains("The signature is wrong.", verdict, StringComparison.Ordinal);
        Assert.DoesNotContain(partner.Secret, verdict, StringComparison.Ordinal);

        // It is found by the partner's own reference, and what was called back about it is sent again.
        await newcomer.Page.Keyboard.PressAsync("/");
        await newcomer.Page.Keyboard.TypeAsync(question.Reference);
        await newcomer.Page.Keyboard.PressAsync("Enter");
        await newcomer.Page.ClickAsync("main tbody tr a");
        await newcomer.Page.ClickAsync("main a[href^='callbacks/']");
        await newcomer.Page.ClickAsync("form[action$='/redeliver'] button");
        await Eventually.Is(async () => (await inbox.List()).Length == 2, patienceSeconds: 60);
        var told = await inbox.List();
        Assert.Equal(told[0].Body, told[1].Body);
        Assert.All(told, one => one.AssertSigned(partner, inbox.Url));
        newcomer.AssertNothingAmiss();
    }

    // A host hears within a second where somebody is called back; what was asked before that is not told of.
    static async Task<SnapQuestion> AskUntilTold(Snap snap, Inbox inbox)
    {
        for (var tries = 1; ; tries++)
        {
            var question = new SnapQuestion();
            Assert.Equal("2001600", (await snap.Inquire(question)).Code);
            for (var waited = 0; waited < 50; waited++)
            {
                if ((await inbox.List()).Length > 0)
                    return question;

                await Task.Delay(100);
            }

            Assert.True(tries < 5, "Nobody was called back.");
        }
    }

    static async Task<SnapPartner> Issue(Visitor newcomer)
    {
        var page = newcomer.Page;
        await page.FillAsync("form[action=partners] [name=id]", "toko-pertama");
        await page.FillAsync("form[action=partners] [name=name]", "Toko Pertama");
        await page.ClickAsync("form[action=partners][method=post] button");
        if (!page.Url.Contains("/toko-pertama", StringComparison.Ordinal))
            await page.ClickAsync("main a[href='partners/toko-pertama']");

        var form = page.Locator("form[action$='/credentials']");
        await page.Locator("details", new() { Has = form }).Locator("summary").ClickAsync();
        await form.Locator("[name=dialect]").SelectOptionAsync("ifortepay");
        await form.Locator("button").ClickAsync();

        var key = RSA.Create();
        key.ImportFromPem(await page.InnerTextAsync("#private-key"));
        return new(
            SnapDialect.IFortepay, await page.InnerTextAsync("#name"), await page.InnerTextAsync("#secret"), key);
    }

    static async Task ToldWhy(Visitor newcomer)
    {
        await newcomer.Open("requests?only=refused");
        Assert.Contains("4011600", await newcomer.Text(), StringComparison.Ordinal);
        await newcomer.Page.ClickAsync("main summary");
        Assert.Contains(
            "signature", await newcomer.Page.Locator("main .why").First.InnerTextAsync(),
            StringComparison.OrdinalIgnoreCase);
    }
}
