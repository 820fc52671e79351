using Periksa.Operators;
using Periksa.Operators.Inquiries;
using Periksa.Operators.Invoices;

namespace Periksa.Host.Api;

/// <summary>What partners owe for their inquiries, day by day: <c>/v1/invoices</c>.</summary>
static class InvoicePaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/invoices", List).Shows<Page<InvoiceSummary>>(
            "Finds invoices, the newest days first; month=2026-12 instead of from and to.");
        paths.Get("/invoices/{id}", Show).Shows<InvoiceStory>("Shows an invoice, and what was moved to pay it.");
        paths.Get("/invoices/{id}/lines", Lines).Shows<Page<InquiryEntry>>(
            "Lists the inquiries that an invoice is for; without personal data, unless reveal=true.");
    }

    static async Task<IResult> List(
        InvoiceSearch search, string? partner, string? state, string? month, string? from, string? to, string? cursor,
        string? limit, CancellationToken cancel)
    {
        var wish = new InvoiceWish
        {
            Partner = partner,
            State = state,
            Month = month,
            From = ApiCall.Day("from", from),
            To = ApiCall.Day("to", to),
            Cursor = cursor,
            Limit = ApiCall.Limit(limit),
        };
        return Answer.Of(
            await search.Find(wish, cancel), page => Answer.Of(page, OperatorsJson.Plain.PageInvoiceSummary));
    }

    static async Task<IResult> Show(InvoiceSearch search, string id, CancellationToken cancel) => Answer.Of(
        await search.Show(Id(id), cancel), story => Answer.Of(story, OperatorsJson.Plain.InvoiceStory));

    static async Task<IResult> Lines(
        HttpContext http, InvoiceLines lines, string id, string? cursor, string? limit, string? reveal,
        CancellationToken cancel)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await lines.List(call.Actor, Id(id), cursor, ApiCall.Limit(limit), call.Reveals(reveal), cancel),
            page => Answer.Of(page, OperatorsJson.Plain.PageInquiryEntry));
    }

    static Guid Id(string text) => Guid.TryParse(text, out var id)
        ? id
        : throw new MisusedException(
            Problem.NotFound("No invoice has this id: it is a UUID, as its partner was told."));
}
