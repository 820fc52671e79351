using Periksa.Operators.Bills;
using Periksa.Operators.Keys;

namespace Periksa.Host.Pages.Bills;

/// <summary>What is owed to billers, and what was paid.</summary>
static class BillPages
{
    const int Shown = 50;

    public static void Map(ConsolePaths paths)
    {
        paths.Get("/bills", List);
        paths.Post("/bills", List, Scopes.Read);   // so that a virtual account stands in no address, and in no log
        paths.Get("/bills/{hash}", Show);
        paths.Post("/bills/{hash}/void", (HttpContext http, BillSearch bills, string hash) =>
            SentForm.Do(http, Path(hash), form => bills.Void(form.Actor, hash, form.Reason ?? "")));
    }

    /// <summary>A bill's page, below <c>/console</c>.</summary>
    public static string Path(string hash) => $"bills/{Uri.EscapeDataString(hash)}";

    static async Task<IResult> List(HttpContext http, BillSearch bills, CancellationToken cancel)
    {
        var call = ConsoleCall.Of(http);
        var wish = new BillWish
        {
            VaNumber = Asked.Of(http, "va"),
            InvoiceNumber = Asked.Of(http, "invoice"),
            Reference = Asked.Of(http, "reference"),
            Partner = Asked.Of(http, "partner"),
            Cursor = Asked.Of(http, "cursor"),
            Limit = Shown,
        };
        var found = await bills.Find(call.Actor, wish, call.Reveals(http), cancel);
        return Page.Of<BillList>(http, new()
        {
            [nameof(BillList.Found)] = found.Done,
            [nameof(BillList.Refusal)] = found.Refusal?.Message,
        });
    }

    static async Task<IResult> Show(HttpContext http, BillSearch bills, string hash, CancellationToken cancel)
    {
        var call = ConsoleCall.Of(http);
        return Page.Of<BillDetail, BillStory>(
            http, nameof(BillDetail.Story), await bills.Show(call.Actor, hash, call.Reveals(http), cancel));
    }
}
