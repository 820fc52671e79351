using Microsoft.AspNetCore.Http;
using Periksa.Bills;
using Periksa.Partners;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

/// <summary>Answers what a virtual account owes: receive, authenticate, parse, ask, say.</summary>
internal sealed class InquiryEndpoint(Auth auth, IBillPayments bills, TimeProvider clock)
{
    public async Task<JsonReply> Inquire(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (!Body.IsJson(http.Request))
            return Replies.Of(Codes.MediaTypeNotSupported, now);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(Codes.BodyTooLarge, now);

        if (auth.Refuse(http, body, AsksAbout.VirtualAccount, out var client) is { } refusal)
            return Replies.Of(refusal, now);

        if (!StrictJson.TryParse(body.Span, IpgChannelJson.Exact.InquiryRequest, out var wire))
            return Replies.Of(Codes.BodyMalformed, now);

        if (Translation.TryRead(wire, client!, now, out var inquiry) is { } fault)
            return Replies.Of(fault, now);

        var (verdict, owed) = await bills.Inquire(inquiry!);
        return verdict is BillVerdict.Payable
            ? Replies.Of([.. owed.Select(bill => Translation.Write(bill, now))], now)
            : Replies.Of(Codes.For(verdict), now);
    }
}
