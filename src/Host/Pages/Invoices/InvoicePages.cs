using System.Globalization;
using Periksa.Operators.Invoices;

namespace Periksa.Host.Pages.Invoices;

/// <summary>What partners owe for their inquiries, day by day.</summary>
static class InvoicePages
{
    const int Shown = 50;

    public static void Map(ConsolePaths paths)
    {
        paths.Get("/invoices", List);
        paths.Get("/invoices/{id}", Show);
    }

    static async Task<IResult> List(HttpContext http, InvoiceSearch search, CancellationToken cancel)
    {
        var wish = new InvoiceWish
        {
            State = Asked.Of(http, "state"),
            Partner = Asked.Of(http, "partner"),
            From = Day(Asked.Of(http, "from")),
            To = Day(Asked.Of(http, "to")),
            Cursor = Asked.Of(http, "cursor"),
            Limit = Shown,
        };
        var found = await search.Find(wish, cancel);
        return Page.Of<InvoiceList>(http, new()
        {
            [nameof(InvoiceList.Wish)] = wish,
            [nameof(InvoiceList.Found)] = found.Done,
            [nameof(InvoiceList.Refusal)] = found.Refusal?.Message,
        });
    }

    static async Task<IResult> Show(HttpContext http, InvoiceSearch search, string id, CancellationToken cancel) =>
        Guid.TryParse(id, out var known)
            ? Page.Of<InvoiceDetail, InvoiceStory>(
                http, nameof(InvoiceDetail.Story), await search.Show(known, cancel))
            : Page.NotFound(http);

    static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}
