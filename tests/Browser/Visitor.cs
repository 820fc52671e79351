using Microsoft.Playwright;

namespace Periksa.Browser.Tests;

/// <summary>Somebody with a browser of their own: a tab, cookies that nobody shares, and an eye on what must never
/// happen at any page of ours.</summary>
sealed class Visitor : IAsyncDisposable
{
    public const int Wide = 1280;
    public const int Phone = 390;

    const string LookCookie = "periksa-look";

    readonly IBrowserContext _context;
    readonly List<string> _mishaps = [];
    readonly Uri _at;

    Visitor(IBrowserContext context, IPage page, Uri at)
    {
        (_context, Page, _at) = (context, page, at);
        Watch(page);
    }

    public IPage Page { get; }

    public IBrowserContext Context => _context;

    /// <summary>What the browser complained of, and what was asked of anybody else.</summary>
    public IReadOnlyList<string> Mishaps => _mishaps;

    /// <param name="at">Where the host is, with whatever path a proxy has before the console's.</param>
    /// <param name="look">As the cookie says it: language and colours. <c>null</c> for a first visit.</param>
    public static async Task<Visitor> Come(
        Uri at, string? look = "en.light", int width = Wide, bool hasScript = true)
    {
        var browser = await Chromium.Browser();
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = at.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            JavaScriptEnabled = hasScript,
            IgnoreHTTPSErrors = true,
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(10_000);
        if (look is not null)
            await context.AddCookiesAsync([new() { Name = LookCookie, Value = look, Url = at.ToString() }]);

        return new(context, await context.NewPageAsync(), at);
    }

    /// <summary>Opens a page of the console.</summary>
    /// <param name="path">Below <c>/console/</c>.</param>
    public async Task<IResponse> Open(string path = "") =>
        (await Page.GotoAsync(new Uri(_at, $"console/{path}").ToString()))!;

    /// <summary>Sends the form of this target, as the page stands.</summary>
    public Task Submit(string action) => Page.Locator($"form[action='{action}'] button").First.ClickAsync();

    /// <summary>The page's text without what is written in its head.</summary>
    public Task<string> Text() => Page.Locator("body").InnerTextAsync();

    /// <summary>True if the page itself, and not a table in it, would have to be moved sideways.</summary>
    public Task<bool> IsTooWide() => Page.EvaluateAsync<bool>(
        "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth");

    public void AssertNothingAmiss() => Assert.Equal([], _mishaps);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    void Watch(IPage page)
    {
        page.Console += (_, said) =>
        {
            // A page that says 404 is told of there too, and is no mishap where one was asked for.
            if (said.Type is "error" or "warning" && !said.Text.StartsWith("Failed to load", StringComparison.Ordinal))
                _mishaps.Add($"{page.Url}: {said.Text}");
        };
        page.PageError += (_, error) => _mishaps.Add($"{page.Url}: {error}");
        page.Dialog += async (_, dialog) =>
        {
            _mishaps.Add($"{page.Url}: a dialog said {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } url && url.Authority != _at.Authority)
                _mishaps.Add($"{page.Url}: asks {request.Url}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 500 || IsMissingPart(response))
                _mishaps.Add($"{page.Url}: {response.Status} from {response.Url}");
        };
    }

    // A stylesheet or a script that is not there; a page may be asked for that is not.
    static bool IsMissingPart(IResponse response) => !response.Ok && !response.Request.IsNavigationRequest
        && response.Status is not (301 or 302 or 303 or 304);
}
