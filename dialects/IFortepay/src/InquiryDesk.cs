using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IFortepay;

/// <summary>Account inquiry, service 16: receive, authenticate, parse, ask, say.</summary>
internal sealed class InquiryDesk(Auth auth, IMissBudgets misses, ITeller teller, TimeProvider clock)
{
    /// <summary>How long the bank may take before the caller hears that the answer comes by callback.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>How long after it was asked an inquiry without an answer fails.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<JsonReply> Inquire(HttpContext http)
    {
        var headers = Headers.Inquiry.Read(new HeaderLines(http.Request.Headers));

        if (Headers.Inquiry.FindFault(headers, isStrict: false) is { } wrongHeader)
        {
            return IFortepayEndpoints.Say(
                Headers.IsMediaType(wrongHeader, headers) ? Codes.MediaTypeNotSupported : Codes.For(wrongHeader));
        }

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return IFortepayEndpoints.Say(Codes.BodyTooLarge);

        var admission = await auth.Admit(http, headers, body);
        if (!admission.IsGranted)
            return IFortepayEndpoints.Say(admission.Refusal);

        if (misses.IsSpent(admission.Caller.Partner))
            return IFortepayEndpoints.Say(Codes.TooManyRequests);

        if (!StrictJson.TryParse(body.Span, IFortepayJson.Exact.InquiryRequest, out var wire))
            return IFortepayEndpoints.Say(Codes.InvalidFormat);

        if (Translation.TryRead(wire, out var asked) is { } wrongField)
            return IFortepayEndpoints.Say(Codes.For(wrongField));

        var inquiry = Inquiry(admission.Caller, admission.Stamp, headers[Headers.ExternalId], asked);
        return Say(asked, await teller.Ask(inquiry, http.RequestAborted));
    }

    // The day is that of the caller's own, signed stamp: a request replayed after midnight meets its own key.
    AccountInquiry Inquiry(Credential caller, DateTimeOffset stamp, string externalId, Question asked) =>
        new(caller.Partner, Auth.Dialect, asked.Account, clock.GetUtcNow(), Price: null, Budget)
        {
            Keys = new(caller.Caller, BusinessDay.Of(stamp), externalId, asked.Reference),
            IsVirtualAccount = asked.IsVirtualAccount,
            FollowUp = new(caller.Name, Patience),
        };

    static JsonReply Say(Question asked, Answer answer)
    {
        var (code, reply) = Translation.Write(asked, answer);
        return reply is null
            ? IFortepayEndpoints.Say(code)
            : JsonReply.Of(code.Http, reply, IFortepayJson.Exact.InquiryReply);
    }
}
