using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Paydia;

/// <summary>Bank account inquiry: receive, authenticate, parse, ask, say.</summary>
internal sealed class InquiryDesk(
    Auth auth, IMissBudgets misses, ITeller teller, ILaxity laxity, TimeProvider clock)
{
    /// <summary>How long the bank may take. This wire has no word for "later": what comes after is a failure.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    public async Task<JsonReply> Inquire(HttpContext http)
    {
        var now = clock.GetUtcNow();
        var sent = Headers.Inquiry.Read(new HeaderLines(http.Request));

        if (Headers.Inquiry.FindFault(sent, isStrict: false) is { } fault)
            return Replies.Of(For(fault, sent));

        if (Body.IsEncoded(http.Request))
            return Replies.Of(Codes.MediaTypeNotSupported);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(Codes.BodyTooLarge);

        var (refusal, caller) = await auth.JudgeInquiry(http, sent, body);
        if (refusal is not null)
            return Replies.Of(refusal);

        if (misses.IsSpent(caller.Partner))
        {
            Hints.Misses(http);
            return Replies.Of(Codes.TooManyRequests);
        }

        if (!StrictJson.TryParse(body.Span, PaydiaJson.Exact.InquiryRequest, out var wire))
            return Replies.Of(Codes.InvalidFormat);

        if (wire.AdditionalInfo.IsEmptyArray && !caller.Partner.IsStrict)
            wire = WithoutArray(wire, caller.Partner);

        if (Translation.TryRead(wire, out var account) is { } invalid)
            return Replies.Of(invalid);

        var day = BusinessDay.Of(caller.Stamp);
        var inquiry = new AccountInquiry(caller.Partner, Auth.Dialect, account, now, Price: null, Budget)
        {
            Keys = new(caller.Credential.Caller, day, sent[Headers.ExternalId], wire.PartnerReferenceNo.Text),
        };

        return Say(wire, await teller.Ask(inquiry, http.RequestAborted));
    }

    InquiryRequest WithoutArray(InquiryRequest wire, Partner partner)
    {
        laxity.Count(partner, Auth.Dialect, "additionalInfo");
        return wire with { AdditionalInfo = new(new RequestInfo(default), IsMistyped: false) };
    }

    static JsonReply Say(InquiryRequest wire, Answer answer) => answer is Answer.Found found
        ? JsonReply.Of(Codes.Successful.Http, Translation.Write(wire, found), PaydiaJson.Exact.InquiryReply)
        : Replies.Of(Translation.CodeOf(answer));

    static SnapCode For(FieldFault fault, SentHeaders sent) =>
        Headers.IsOfMediaType(fault, sent) ? Codes.MediaTypeNotSupported : Codes.For(fault);
}
