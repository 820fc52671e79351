using Periksa.Operators.Inquiries;
using Periksa.Operators.Keys;

namespace Periksa.Host.Pages.Inquiries;

/// <summary>Whose accounts were asked about.</summary>
static class InquiryPages
{
    const int Shown = 50;

    public static void Map(ConsolePaths paths)
    {
        paths.Get("/inquiries", Find);
        paths.Post("/inquiries", Find, Scopes.Read);   // so that an account stands in no address, and in no log
        paths.Get("/inquiries/{id}", Show);
    }

    static Task<IResult> Find(HttpContext http, InquirySearch search, CancellationToken cancel) => List(
        http,
        search,
        new()
        {
            Reference = Asked.Of(http, "reference"),
            Account = Asked.Of(http, "account"),
            Bank = Asked.Of(http, "bank"),
            Partner = Asked.Of(http, "partner"),
            From = WibTime.Read(Asked.Of(http, "from")),
            To = WibTime.Read(Asked.Of(http, "to")),
            Cursor = Asked.Of(http, "cursor"),
        },
        cancel);

    /// <summary>The inquiries that somebody looks for.</summary>
    public static async Task<IResult> List(
        HttpContext http, InquirySearch search, InquiryWish wish, CancellationToken cancel)
    {
        var call = ConsoleCall.Of(http);
        var found = await search.Find(call.Actor, wish with { Limit = Shown }, call.Reveals(http), cancel);
        return Page.Of<InquiryList>(http, new()
        {
            [nameof(InquiryList.Wish)] = wish,
            [nameof(InquiryList.Found)] = found.Done,
            [nameof(InquiryList.Span)] = search.Span(wish),
            [nameof(InquiryList.Refusal)] = found.Refusal?.Message,
        });
    }

    static async Task<IResult> Show(HttpContext http, InquirySearch search, string id, CancellationToken cancel)
    {
        var call = ConsoleCall.Of(http);
        return Guid.TryParse(id, out var known)
            ? Page.Of<InquiryDetail, InquiryStory>(
                http, nameof(InquiryDetail.Story), await search.Show(call.Actor, known, call.Reveals(http), cancel))
            : Page.NotFound(http);
    }
}
