using Microsoft.AspNetCore.Http;
using Periksa.Bills;
using Periksa.Partners;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

/// <summary>Money taken for a bill: receive, authenticate, parse, pay, say.</summary>
internal sealed class PaymentEndpoint(Auth auth, IBillPayments bills, TimeProvider clock)
{
    public async Task<JsonReply> Pay(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (!Body.IsJson(http.Request))
            return Replies.Of(Codes.MediaTypeNotSupported, now);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(Codes.BodyTooLarge, now);

        if (auth.Refuse(http, body, AsksAbout.Own, out var client) is { } refusal)
            return Replies.Of(refusal, now);

        if (!StrictJson.TryParse(body.Span, IpgChannelJson.Exact.PaymentRequest, out var wire))
            return Replies.Of(Codes.BodyMalformed, now);

        if (Translation.TryRead(wire, client!, now, out var order) is { } fault)
            return Replies.Of(fault, now);

        var answer = await bills.Pay(order!, http.RequestAborted);
        return answer.Match(
            paid => Replies.Of(Translation.Write(paid.Bill, paid.At), now),
            refused => Replies.Of(Codes.For(refused.Why), now),
            copy => Replies.Of(Codes.LooksLike(copy.First), now),
            _ => Replies.Of(Codes.Suspect, now));
    }
}
