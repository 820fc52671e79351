using Periksa.Operators;
using Periksa.Operators.Inquiries;
using Periksa.Operators.Keys;

namespace Periksa.Host.Api;

/// <summary>Whose accounts were asked about: <c>/v1/inquiries</c>.</summary>
static class InquiryPaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/inquiries", List).Shows<Page<InquiryEntry>>(
            "Finds inquiries, the newest first; without personal data, unless reveal=true.");
        paths.Post("/inquiries/search", Search, Scopes.Read).Takes<InquiryWish>(
            """{"reference":"INV-2026-0001"}""").Shows<Page<InquiryEntry>>(
            "The same, with what is looked for in the body: no log on the way holds it.");
        paths.Get("/inquiries/{id}", Show).Shows<InquiryStory>(
            "Shows an inquiry and its way: who was asked, its callbacks, its invoice.");
    }

    static Task<IResult> List(
        HttpContext http, InquirySearch search, string? id, string? reference, string? account, string? bank,
        string? partner, string? from, string? to, string? cursor, string? limit, string? reveal,
        CancellationToken cancel) =>
        Find(
            http,
            search,
            new()
            {
                Id = id,
                Reference = reference,
                Account = account,
                Bank = bank,
                Partner = partner,
                From = ApiCall.Moment("from", from),
                To = ApiCall.Moment("to", to),
                Cursor = cursor,
                Limit = ApiCall.Limit(limit),
            },
            reveal,
            cancel);

    static Task<IResult> Search(
        HttpContext http, InquirySearch search, string? reveal, CancellationToken cancel) =>
        Find(http, search, ApiCall.Of(http).Read(ApiJson.Plain.InquiryWish), reveal, cancel);

    static async Task<IResult> Find(
        HttpContext http, InquirySearch search, InquiryWish wish, string? reveal, CancellationToken cancel)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await search.Find(call.Actor, wish, call.Reveals(reveal), cancel),
            page => Answer.Of(page, OperatorsJson.Plain.PageInquiryEntry));
    }

    static async Task<IResult> Show(
        HttpContext http, InquirySearch search, string id, string? reveal, CancellationToken cancel)
    {
        var call = ApiCall.Of(http);
        var reveals = call.Reveals(reveal);
        return Guid.TryParse(id, out var known)
            ? Answer.Of(
                await search.Show(call.Actor, known, reveals, cancel),
                story => Answer.Of(story, OperatorsJson.Plain.InquiryStory))
            : Answer.Of(Problem.NotFound("No inquiry has this id: it is a UUID, as its caller was told."));
    }
}
