using Periksa.Operators;
using Periksa.Operators.Disbursements;

namespace Periksa.Host.Api;

/// <summary>What banks say against the ends of disbursements: <c>/v1/remarks</c>.</summary>
static class RemarkPaths
{
    const string Example = """{"reason":"SingaPay, ticket 4711: it came back on 24 December"}""";

    public static void Map(ApiPaths paths)
    {
        paths.Get("/remarks", List).Shows<Page<OpenRemarkEntry>>(
            "Lists what banks say against the ends of disbursements and nobody has dealt with, the oldest first.");
        paths.Post("/remarks/{id}/settle", Settle).Takes<PlainWish>(Example).Shows<OpenRemarkEntry>(
            "Says that a remark is dealt with, and moves nothing. It takes a reason.");
        paths.Post("/remarks/{id}/refund", Refund).Takes<PlainWish>(Example).Shows<DisbursementEntry>(
            "Gives the account its money back for what was paid and came back, and tells its caller. Takes a reason.");
    }

    static async Task<IResult> List(RemarkAdministration remarks, CancellationToken cancel) =>
        Answer.Of(await remarks.List(cancel), OperatorsJson.Plain.PageOpenRemarkEntry);

    static async Task<IResult> Settle(HttpContext http, RemarkAdministration remarks, long id)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await remarks.Settle(call.Actor, id, call.ReadReason() ?? ""),
            settled => Answer.Of(settled, OperatorsJson.Plain.OpenRemarkEntry));
    }

    static async Task<IResult> Refund(
        HttpContext http, RemarkAdministration remarks, DisbursementAdministration disbursements, long id)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await remarks.Refund(
                call.Actor, disbursements, id, call.ReadReason() ?? ""),
            refunded => Answer.Of(refunded, OperatorsJson.Plain.DisbursementEntry));
    }
}
