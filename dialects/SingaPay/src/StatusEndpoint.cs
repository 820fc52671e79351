using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Periksa.Disbursements;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>The status of a disbursement: receive, authenticate, parse, find, say.</summary>
internal sealed class StatusEndpoint(Auth auth, IDisbursements disbursements)
{
    public async Task<JsonReply> Inquire(HttpContext http)
    {
        if (!Body.IsJson(http.Request))
            return Replies.Of(Codes.MediaTypeNotSupported);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(Codes.BodyTooLarge);

        var (objection, caller) = await auth.Judge(http, AsksAbout.Own);
        if (objection is { } why)
            return Replies.Of(Codes.For(why));

        if (http.GetRouteValue(Paths.AccountId) is not string account || !caller.PaysFrom(account))
            return Replies.Of(Codes.AccountNotFound);

        if (!StrictJson.TryParse(body.Span, SingaPayRequestJson.Exact.StatusRequest, out var wire))
            return Replies.Of(Codes.BadRequest);

        if (Translation.TryRead(wire.ReferenceNumber, out var reference) is { } refusal)
            return Replies.Of(refusal, reference);

        try
        {
            return await disbursements.Find(new(account), new(reference)) is { } disbursement
                ? Replies.Of(Translation.Write(disbursement), SingaPayJson.Exact.ReplyDisbursementData)
                : Replies.Of(Codes.TransactionNotFound);
        }
        catch (TooBusyException)
        {
            return Replies.Of(Codes.TooManyRequests);
        }
    }
}
