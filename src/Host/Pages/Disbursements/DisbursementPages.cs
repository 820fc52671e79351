using Periksa.Operators;
using Periksa.Operators.Disbursements;

namespace Periksa.Host.Pages.Disbursements;

/// <summary>What partners have sent: what is open first, and operators' words about it.</summary>
static class DisbursementPages
{
    const int Shown = 50;

    public static void Map(ConsolePaths paths)
    {
        paths.Get("/disbursements", List);
        paths.Get("/disbursements/{id}", Show);
        paths.Post("/disbursements/{id}/settle", (HttpContext http, DisbursementAdministration all, string id) =>
            Say(http, id, (actor, reason) => all.Settle(actor, id, reason)));
        paths.Post("/disbursements/{id}/refund", (HttpContext http, DisbursementAdministration all, string id) =>
            Say(http, id, (actor, reason) => all.Refund(actor, id, reason)));
        paths.Post("/disbursements/{id}/cancel", (HttpContext http, DisbursementAdministration all, string id) =>
            Say(http, id, (actor, reason) => all.Cancel(actor, id, reason)));
        RemarkPages.Map(paths);
    }

    /// <summary>A disbursement's page, below <c>/console</c>.</summary>
    public static string Path(string id) => $"disbursements/{Uri.EscapeDataString(id)}";

    // What is looked for by a name may be over; else what is open comes first.
    static async Task<IResult> List(
        HttpContext http, DisbursementSearch search, RemarkAdministration remarks, CancellationToken cancel)
    {
        var call = ConsoleCall.Of(http);
        var named = Asked.Of(http, "reference");
        var shown = Asked.Of(http, "state") ?? (named is null ? "open" : "all");
        var wish = new DisbursementWish
        {
            State = shown == "all" ? null : shown,
            Partner = Asked.Of(http, "partner"),
            Reference = named,
            From = WibTime.Read(Asked.Of(http, "from")),
            To = WibTime.Read(Asked.Of(http, "to")),
            Cursor = Asked.Of(http, "cursor"),
            Limit = Shown,
        };
        var found = await search.List(call.Actor, wish, call.Reveals(http), cancel);
        return Page.Of<DisbursementList>(http, new()
        {
            [nameof(DisbursementList.State)] = shown,
            [nameof(DisbursementList.Found)] = found.Done,
            [nameof(DisbursementList.Refusal)] = found.Refusal?.Message,
            [nameof(DisbursementList.Remarks)] = (await remarks.List(cancel)).Data.Count,
        });
    }

    static async Task<IResult> Show(
        HttpContext http, DisbursementSearch search, string id, CancellationToken cancel)
    {
        var call = ConsoleCall.Of(http);
        return Page.Of<DisbursementDetail, DisbursementStory>(
            http, nameof(DisbursementDetail.Story), await search.Show(call.Actor, id, call.Reveals(http), cancel));
    }

    static Task<IResult> Say(
        HttpContext http, string id, Func<Actor, string, Task<Outcome<DisbursementEntry>>> say) =>
        SentForm.Do(http, Path(id), form => say(form.Actor, form.Reason ?? ""));
}
