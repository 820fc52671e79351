using Periksa.Tests.Postgres;

namespace Periksa.Browser.Tests;

/// <summary>A proxy has the console below another path, and everything on it leads there.</summary>
public sealed class ProxyStories
{
    [Fact]
    public async Task Everything_is_come_to_by_clicking_and_forms_lead_back_under_the_proxy_s_path()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            ("Periksa__Proxies__0", "127.0.0.0/8"));
        await Sento.Toko(host).Inquire();
        await using var nginx = await Nginx.Before(host.Address, "/pay/periksa/");
        await using var visitor = await Visitor.Come(new(nginx.Address, "/pay/periksa/"), look: null);

        await visitor.Open();
        var items = await visitor.Page.Locator("nav a").EvaluateAllAsync<string[]>(
            "all => all.map((one) => one.getAttribute('href'))");
        Assert.Contains("inquiries", items);
        foreach (var item in items)
        {
            await visitor.Page.ClickAsync($"nav a[href='{item}']");
            Assert.EndsWith($"/pay/periksa/console/{item}", visitor.Page.Url, StringComparison.Ordinal);
            Assert.Equal("page", await visitor.Page.Locator($"nav a[href='{item}']").GetAttributeAsync("aria-current"));
        }

        await visitor.Page.ClickAsync("nav a[href='inquiries']");
        await visitor.Page.ClickAsync("tbody tr a");
        var inquiry = visitor.Page.Url;
        await visitor.Page.SelectOptionAsync("[name=language]", "id");
        await visitor.Submit("look");
        Assert.Equal(inquiry, visitor.Page.Url);
        Assert.Equal("id", await visitor.Page.Locator("html").GetAttributeAsync("lang"));
        var cookies = await visitor.Context.CookiesAsync();
        Assert.All(cookies, cookie => Assert.StartsWith("/pay/periksa", cookie.Path, StringComparison.Ordinal));
        visitor.AssertNothingAmiss();
    }
}
