using Microsoft.Playwright;

namespace Periksa.Browser.Tests;

/// <summary>What the pages' one script adds, and that nothing waits for it.</summary>
public sealed class ScriptTests
{
    const int LengthMaximumBytes = 8192;

    [Fact]
    public async Task It_is_the_only_one_is_short_and_is_kept_for_good()
    {
        var host = await BusySandbox.Host();
        await using var visitor = await Visitor.Come(host.Address);
        foreach (var path in await BusySandbox.Pages())
        {
            await visitor.Open(path);
            var scripts = await visitor.Page.Locator("script").EvaluateAllAsync<string[]>(
                "all => all.map((one) => one.src)");
            var script = Assert.Single(scripts);

            using var file = await host.Client.GetAsync(new Uri(script));
            Assert.InRange((await file.Content.ReadAsByteArrayAsync()).Length, 1, LengthMaximumBytes);
            Assert.Contains("immutable", $"{file.Headers.CacheControl}", StringComparison.Ordinal);
            Assert.Equal(0, await visitor.Page.Locator("[style], style, [onclick], iframe, object").CountAsync());
        }
    }

    [Fact]
    public async Task A_new_inquiry_is_seen_without_asking_for_the_page_again()
    {
        var host = await BusySandbox.Host();
        await using var visitor = await Visitor.Come(host.Address);
        await visitor.Open("inquiries");
        await visitor.Page.EvaluateAsync("window.stayed = true");
        var first = visitor.Page.Locator("table tbody tr a").First;
        var before = await first.GetAttributeAsync("href");

        await Sento.Toko(host).Inquire();

        await Eventually.Is(async () => await first.GetAttributeAsync("href") != before);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.stayed"));
        visitor.AssertNothingAmiss();
    }

    [Fact]
    public async Task Pages_and_forms_work_without_it()
    {
        var host = await BusySandbox.Host();
        await using var visitor = await Visitor.Come(host.Address, look: null, hasScript: false);
        foreach (var path in await BusySandbox.Pages())
        {
            await visitor.Open(path);
            Assert.NotEqual("", await visitor.Page.Locator("h1").InnerTextAsync());
        }

        // A form that finds, by its body; and one that finds by its address, which can be come back to.
        await visitor.Open("inquiries");
        await visitor.Page.FillAsync("[name=partner]", "nobody-of-that-name");
        await visitor.Page.Locator("form.wish button").ClickAsync();
        Assert.Equal(0, await visitor.Page.Locator("tbody tr").CountAsync());
        await visitor.Open("requests");
        await visitor.Page.FillAsync("[name=partner]", "toko-maju");
        await visitor.Page.Locator("form.wish button").ClickAsync();
        Assert.Equal("toko-maju", await visitor.Page.InputValueAsync("[name=partner]"));

        // One that changes something, and leads back to where it was.
        await visitor.Page.SelectOptionAsync("[name=language]", "id");
        await visitor.Page.SelectOptionAsync("[name=theme]", "dark");
        await visitor.Submit("look");
        Assert.EndsWith("/console/requests?partner=toko-maju", visitor.Page.Url);
        var html = visitor.Page.Locator("html");
        Assert.Equal(("id", "dark"), (
            await html.GetAttributeAsync("lang"), await html.GetAttributeAsync("data-theme")));
        visitor.AssertNothingAmiss();
    }

    [Fact]
    public async Task The_colours_are_the_system_s_until_somebody_chooses_others()
    {
        await using var visitor = await Visitor.Come((await BusySandbox.Host()).Address, look: null);
        await visitor.Open("inquiries");
        var seen = new HashSet<string>();
        foreach (var system in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = system });
            seen.Add(await Ground(visitor));
        }

        Assert.Equal(2, seen.Count);
        await visitor.Page.SelectOptionAsync("[name=theme]", "light");
        await visitor.Submit("look");
        Assert.Equal("rgb(252, 252, 251)", await Ground(visitor));
    }

    static Task<string> Ground(Visitor visitor) =>
        visitor.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
