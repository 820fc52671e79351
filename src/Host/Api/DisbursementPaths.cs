using Periksa.Operators;
using Periksa.Operators.Disbursements;

namespace Periksa.Host.Api;

/// <summary>What partners have sent, and operators' words about it: <c>/v1/disbursements</c>.</summary>
static class DisbursementPaths
{
    const string Example = """{"reason":"SingaPay, ticket 4711: paid on 24 December"}""";

    public static void Map(ApiPaths paths)
    {
        paths.Get("/disbursements", List).Shows<Page<DisbursementEntry>>(
            "Lists disbursements, the newest first; state is open, or one of a disbursement's.");
        paths.Get("/disbursements/{id}", Show).Shows<DisbursementStory>(
            "Shows a disbursement, its steps, its callbacks, and what banks said against its end.");
        paths.Post("/disbursements/{id}/settle", Settle).Takes<PlainWish>(Example).Shows<DisbursementEntry>(
            "Says that the bank has paid: of what it was asked about in the last minute. It takes a reason.");
        paths.Post("/disbursements/{id}/refund", Refund).Takes<PlainWish>(Example).Shows<DisbursementEntry>(
            "Gives the account its money back, of what is not paid and never will be, or came back. Takes a reason.");
        paths.Post("/disbursements/{id}/cancel", Cancel).Takes<PlainWish>(Example).Shows<DisbursementEntry>(
            "Calls off what was surely never sent. It takes a reason.");
        paths.Post("/disbursements/{id}/ask", Ask).Takes<PlainWish>(
            """{"reason":"its partner asks where the money is"}""").Shows<DisbursementEntry>(
            "Has its bank asked now what became of it, by whichever host is free.");
    }

    static async Task<IResult> List(
        HttpContext http, DisbursementSearch search, string? state, string? partner, string? reference, string? from,
        string? to, string? cursor, string? limit, string? reveal, CancellationToken cancel)
    {
        var call = ApiCall.Of(http);
        var wish = new DisbursementWish
        {
            State = state,
            Partner = partner,
            Reference = reference,
            From = ApiCall.Moment("from", from),
            To = ApiCall.Moment("to", to),
            Cursor = cursor,
            Limit = ApiCall.Limit(limit),
        };
        return Answer.Of(
            await search.List(call.Actor, wish, call.Reveals(reveal), cancel),
            page => Answer.Of(page, OperatorsJson.Plain.PageDisbursementEntry));
    }

    static async Task<IResult> Show(
        HttpContext http, DisbursementSearch search, string id, string? reveal, CancellationToken cancel)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await search.Show(call.Actor, id, call.Reveals(reveal), cancel),
            story => Answer.Of(story, OperatorsJson.Plain.DisbursementStory));
    }

    static Task<IResult> Settle(HttpContext http, DisbursementAdministration all, string id) =>
        Say(http, (actor, reason) => all.Settle(actor, id, reason));

    static Task<IResult> Refund(HttpContext http, DisbursementAdministration all, string id) =>
        Say(http, (actor, reason) => all.Refund(actor, id, reason));

    static Task<IResult> Cancel(HttpContext http, DisbursementAdministration all, string id) =>
        Say(http, (actor, reason) => all.Cancel(actor, id, reason));

    static async Task<IResult> Ask(HttpContext http, DisbursementAsking banks, string id)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await banks.Ask(call.Actor, id, call.ReadReason()),
            asked => Answer.Of(asked, OperatorsJson.Plain.DisbursementEntry));
    }

    static async Task<IResult> Say(HttpContext http, Func<Actor, string, Task<Outcome<DisbursementEntry>>> say)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await say(call.Actor, call.ReadReason() ?? ""),
            ended => Answer.Of(ended, OperatorsJson.Plain.DisbursementEntry));
    }
}
