using System.Text.Json;
using Microsoft.Playwright;

namespace Periksa.Browser.Tests;

/// <summary>Hands that stay at the keyboard.</summary>
public sealed class KeyTests
{
    const int StopsMaximum = 400;

    [Fact]
    public async Task A_slash_searches_and_escape_leaves_the_search()
    {
        await using var visitor = await Visitor.Come((await BusySandbox.Host()).Address);
        await visitor.Open("inquiries");

        await visitor.Page.Keyboard.PressAsync("/");
        Assert.Equal("find", await Focused(visitor));
        await visitor.Page.Keyboard.TypeAsync("?/gi");   // typed, and no keys
        Assert.Equal("?/gi", await visitor.Page.InputValueAsync("#find"));
        await visitor.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("", await Focused(visitor));
        visitor.AssertNothingAmiss();
    }

    [Fact]
    public async Task A_question_mark_shows_the_keys_and_escape_closes_them()
    {
        await using var visitor = await Visitor.Come((await BusySandbox.Host()).Address);
        await visitor.Open("inquiries");
        var keys = visitor.Page.Locator("#keys");
        Assert.False(await keys.IsVisibleAsync());

        await visitor.Page.Keyboard.PressAsync("?");
        Assert.True(await keys.IsVisibleAsync());
        await visitor.Page.Keyboard.PressAsync("Escape");
        Assert.False(await keys.IsVisibleAsync());
    }

    [Fact]
    public async Task Every_page_of_the_menu_has_keys_that_lead_there()
    {
        await using var visitor = await Visitor.Come((await BusySandbox.Host()).Address);
        await visitor.Open("inquiries");
        var items = await visitor.Page.Locator("nav a").EvaluateAllAsync<string[]>(
            "all => all.map((one) => one.dataset.key + one.href)");
        Assert.Distinct(items.Select(item => item[0]));
        Assert.Contains(items, item => item[0] == 'i' && item.EndsWith("/console/inquiries", StringComparison.Ordinal));

        foreach (var item in items)
        {
            await visitor.Page.Keyboard.PressAsync("g");
            await visitor.Page.Keyboard.PressAsync($"{item[0]}");
            await visitor.Page.WaitForURLAsync(item[1..]);
        }
    }

    [Fact]
    public async Task J_and_k_go_from_row_to_row_and_enter_opens_one()
    {
        await using var visitor = await Visitor.Come((await BusySandbox.Host()).Address);
        await visitor.Open("inquiries");
        var links = await visitor.Page.Locator("table[data-rows] tbody tr td:first-child a")
            .EvaluateAllAsync<string[]>("all => all.map((one) => one.href)");

        foreach (var key in "jjjk")
            await visitor.Page.Keyboard.PressAsync($"{key}");

        Assert.Equal(links[1], await visitor.Page.EvaluateAsync<string>("document.activeElement.href"));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync(links[1]);
    }

    [Fact]
    public async Task Tab_comes_to_everything_in_the_order_in_which_it_stands_and_shows_where_it_is()
    {
        await using var visitor = await Visitor.Come((await BusySandbox.Host()).Address);
        foreach (var path in await BusySandbox.Pages())
        {
            await visitor.Open(path);
            var wanted = await visitor.Page.EvaluateAsync<int>(Number);
            var stops = await Stops(visitor.Page);

            Assert.True(wanted == stops.Count, $"{path}: {stops.Count} of {wanted} were come to.");
            Assert.True(stops.Select(stop => stop.At).Order().SequenceEqual(stops.Select(stop => stop.At)), path);
            Assert.All(stops, stop => Assert.True(stop.IsSeen, $"{path}: {stop.What} does not show that it is at."));
        }
    }

    // Each element once, though some fields have several places inside. Back at the first, everything has been seen.
    static async Task<List<Stop>> Stops(IPage page)
    {
        var stops = new List<Stop>();
        for (var pressed = 0; pressed < StopsMaximum; pressed++)
        {
            await page.Keyboard.PressAsync("Tab");
            var stop = JsonSerializer.Deserialize<Stop>(await page.EvaluateAsync<string>(Where));
            if (stop is null || (stops.Count > 0 && stop.At == stops[0].At))
                break;

            if (stops.LastOrDefault()?.At != stop.At)
                stops.Add(stop);
        }

        return stops;
    }

    static Task<string> Focused(Visitor visitor) =>
        visitor.Page.EvaluateAsync<string>("document.activeElement.id");

    const string Number = """
        (() => {
          const all = [...document.querySelectorAll(
            'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
            .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
            // Of the boxes that exclude one another, one is come to.
            .filter((one, at, all) => one.type !== 'radio'
              || all.findIndex((other) => other.name === one.name && other.form === one.form) === at);
          all.forEach((one, at) => { one.dataset.number = at; });
          return all.length;
        })()
        """;

    const string Where = """
        (() => {
          const at = document.activeElement;
          if (!at || at === document.body) return 'null';
          const style = getComputedStyle(at);
          return JSON.stringify({
            At: Number(at.dataset.number ?? document.querySelector(`[name="${at.name}"]`)?.dataset.number ?? -1),
            What: at.outerHTML.slice(0, 120),
            IsSeen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
          });
        })()
        """;

    sealed record Stop(int At, string What, bool IsSeen);
}
