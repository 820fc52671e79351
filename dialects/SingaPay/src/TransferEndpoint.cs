using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Periksa.Disbursements;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>Money that goes out, and what that costs.</summary>
internal sealed class TransferEndpoint(Auth auth, IDisbursements disbursements, TimeProvider clock)
{
    /// <summary>Version 2, and signed.</summary>
    public async Task<JsonReply> Transfer(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (!Body.IsJson(http.Request))
            return Replies.Of(Codes.MediaTypeNotSupported);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(Codes.BodyTooLarge);

        // How a transfer ends tells whether there is such an account.
        var (objection, caller) = await auth.Judge(http, AsksAbout.BankAccount, signed: body);
        if (objection is { } why)
            return Replies.Of(Codes.For(why));

        if (!StrictJson.TryParse(body.Span, SingaPayRequestJson.Exact.TransferRequest, out var wire))
            return Replies.Of(Codes.BadRequest);

        if (Translation.TryRead(wire, caller, now, out var order) is { } refusal)
            return Replies.Of(refusal, wire.ReferenceNumber.Text);

        var answer = await disbursements.Transfer(order!, http.RequestAborted);
        return answer.Match(
            static accepted => Replies.Of(
                Translation.Write(accepted.Disbursement), SingaPayJson.Exact.ReplyDisbursementData),
            static refused => Replies.Of(Codes.For(refused.Why)),
            static _ => Replies.Of(Codes.Timeout));   // whether it is debited shows when its status is asked
    }

    /// <summary>Version 1.</summary>
    public async Task<JsonReply> CheckFee(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (!Body.IsJson(http.Request))
            return Replies.Of(Faults.MediaTypeNotSupported);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(Faults.BodyTooLarge);

        var (objection, caller) = await auth.Judge(http, AsksAbout.Own);
        if (objection is { } why)
            return Replies.Of(Faults.For(why, SourceAddress.Of(http)));

        if (http.GetRouteValue(Paths.AccountId) is not string account || !caller.PaysFrom(account))
            return Replies.Of(Faults.AccountNotFound);

        if (!StrictJson.TryParse(body.Span, SingaPayRequestJson.Exact.FeeRequest, out var wire))
            return Replies.Of(Faults.BadRequest);

        if (Translation.TryRead(wire, out var amount, out var bank) is { } sentence)
            return Replies.Of(Faults.ValidationError(sentence));

        return disbursements.Quote(caller.Credential, amount, now) is { } fee
            ? Replies.Of(Translation.Write(fee, amount, bank!), SingaPayJson.Exact.PlainReplyFeeData)
            : Replies.Of(Faults.Forbidden);
    }
}
