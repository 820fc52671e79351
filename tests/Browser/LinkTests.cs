namespace Periksa.Browser.Tests;

/// <summary>Whatever a page leads to is there.</summary>
public sealed class LinkTests
{
    [Fact]
    public async Task No_link_of_any_page_leads_nowhere()
    {
        var console = new Uri((await BusySandbox.Host()).Address, "console/");

        var pages = (await BusySandbox.Pages()).Where(page => !page.StartsWith("..", StringComparison.Ordinal));

        var ends = await Walk.Follow(console, pages);

        Assert.True(ends.Count > 50, $"These are few: {string.Join(' ', ends)}");
        Assert.DoesNotContain(ends, end => end.Status >= 400);
    }
}
