using System.Net;

namespace Periksa.Browser.Tests;

/// <summary>Somebody who has an operator's browser open their page, or has left text where operators look.</summary>
public sealed class AttackerStories
{
    [Fact]
    public async Task Text_that_was_left_is_shown_as_text_on_every_page()
    {
        var host = await BusySandbox.Host();
        await using var visitor = await Visitor.Come(host.Address);
        var seen = new HashSet<string>();
        foreach (var path in (await BusySandbox.Pages()).Append("requests?partner=").Append("audit?since="))
        {
            await visitor.Open(path);
            var html = await visitor.Page.Locator("body").TextContentAsync() ?? "";
            seen.UnionWith(Hostile.Texts.Where(text => html.Contains(text, StringComparison.Ordinal)));
            Assert.Equal(0, await visitor.Page.Locator("img, iframe, [onload], [onerror]").CountAsync());
            Assert.Equal(0, await visitor.Page.Locator("a[href^='javascript:' i]").CountAsync());
        }

        Assert.Equal(Hostile.Texts.Order(), seen.Order());
        visitor.AssertNothingAmiss();
    }

    [Theory]
    [InlineData("?q=")]
    [InlineData("requests?partner=")]
    [InlineData("routes?bank=")]
    [InlineData("inquiries/")]
    [InlineData("nothing-of-that-name/")]
    [InlineData("?notice=")]
    public async Task Text_in_an_address_is_shown_as_text(string path)
    {
        var host = await BusySandbox.Host();
        await using var visitor = await Visitor.Come(host.Address);
        foreach (var text in Hostile.Texts)
        {
            await visitor.Open(path + Uri.EscapeDataString(text));
            Assert.Equal(0, await visitor.Page.Locator("img, iframe, [onload], [onerror]").CountAsync());
            Assert.Equal(1, await visitor.Page.Locator("script").CountAsync());
        }

        visitor.AssertNothingAmiss();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_page_s_form_changes_nothing_though_the_browser_has_been_let_in(bool isOtherSite)
    {
        var host = await BusySandbox.Host();
        await using var site = await OtherSite.Open($"""
            <form method="post" action="{host.Address}console/look">
              <input name="language" value="id"><input name="theme" value="dark">
              <input name="_form" value="CfDJ8guessed"><button>Win a prize</button>
            </form>
            """);
        await using var visitor = await Visitor.Come(host.Address, look: null);
        await visitor.Open("inquiries");   // there are cookies now
        await visitor.Page.GotoAsync((isOtherSite ? site.Elsewhere : site.Address).ToString());

        var answer = await visitor.Page.RunAndWaitForResponseAsync(
            () => visitor.Page.ClickAsync("button"), said => said.Url.EndsWith("/look", StringComparison.Ordinal));

        Assert.True(answer.Status is 400 or 404, $"{answer.Status}");
        Assert.DoesNotContain(await visitor.Context.CookiesAsync(), cookie => cookie.Name == "periksa-look");
    }

    [Fact]
    public async Task A_form_of_one_browser_is_no_good_in_another()
    {
        var host = await BusySandbox.Host();
        await using var victim = await Visitor.Come(host.Address, look: null);
        await using var attacker = await Visitor.Come(host.Address, look: null);
        await attacker.Open("inquiries");
        var token = await attacker.Page.Locator("form[action=look] [name=_form]").GetAttributeAsync("value");
        await victim.Open("inquiries");
        await victim.Page.EvaluateAsync(
            "token => document.querySelectorAll('[name=_form]').forEach((one) => { one.value = token; })", token);

        var answer = await victim.Page.RunAndWaitForResponseAsync(
            () => victim.Submit("look"), said => said.Url.EndsWith("/look", StringComparison.Ordinal));

        Assert.Equal(400, answer.Status);
        Assert.DoesNotContain(await victim.Context.CookiesAsync(), cookie => cookie.Name == "periksa-look");
    }

    [Fact]
    public async Task Another_page_can_neither_frame_ours_nor_read_it()
    {
        var host = await BusySandbox.Host();
        await using var site = await OtherSite.Open($"<iframe src=\"{host.Address}console/inquiries\"></iframe>");
        await using var visitor = await Visitor.Come(host.Address);
        await visitor.Page.GotoAsync(site.Address.ToString());

        var frame = visitor.Page.Frames[^1];
        Assert.Equal(0, await frame.Locator("header").CountAsync());
        Assert.Equal("refused", await visitor.Page.EvaluateAsync<string>(
            "url => fetch(url, { credentials: 'include' }).then((said) => said.text(), () => 'refused')",
            $"{host.Address}console/inquiries"));
        Assert.Contains(visitor.Mishaps, said => said.Contains("frame-ancestors", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_leads_here_from_elsewhere_shows_nothing()
    {
        var host = await BusySandbox.Host();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/inquiries");
        request.Headers.Host = "evil.example";   // as after a DNS rebinding

        using var said = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, said.StatusCode);
        Assert.DoesNotContain("evil.example", await said.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
