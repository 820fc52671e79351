using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>Account inquiry: receive, authenticate, parse, ask, say.</summary>
internal sealed class InquiryDesk(
    Auth auth, IMissBudgets misses, ITeller teller, ILaxity laxity, TimeProvider clock)
{
    /// <summary>How long the bank may take before the caller hears that the answer comes by callback.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>How long after it was asked an inquiry without an answer fails.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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

        if (!StrictJson.TryParse(body.Span, IFortepayJson.Exact.InquiryRequest, out var wire))
            return Replies.Of(Codes.InvalidFormat);

        if (wire.AdditionalInfo.IsEmptyArray && !caller.Partner.IsStrict)
            wire = WithoutArray(wire, caller.Partner);

        if (Translation.TryRead(wire, out var asked) is { } wrongField)
            return Replies.Of(Codes.For(wrongField));

        var inquiry = Inquiry(caller, sent[Headers.ExternalId], asked, now);
        return Say(asked, await teller.Ask(inquiry, http.RequestAborted));
    }

    // The key's day is that of the caller's own, signed stamp: a request replayed after midnight meets its own key.
    static AccountInquiry Inquiry(Caller caller, string externalId, Question asked, DateTimeOffset now) =>
        new(caller.Partner, Auth.Dialect, asked.Account, now, Price: null, Budget)
        {
            Keys = new(caller.Credential.Caller, BusinessDay.Of(caller.Stamp), externalId, asked.Reference),
            IsVirtualAccount = asked.IsVirtualAccount,
            FollowUp = new(caller.Credential.Name, Patience),
        };

    InquiryRequest WithoutArray(InquiryRequest wire, Partner partner)
    {
        laxity.Count(partner, Auth.Dialect, "additionalInfo");
        return wire with { AdditionalInfo = default };
    }

    static JsonReply Say(Question asked, Answer answer)
    {
        var (code, reply) = Translation.Write(asked, answer);
        return reply is null
            ? Replies.Of(code)
            : JsonReply.Of(code.Http, reply, IFortepayJson.Exact.InquiryReply);
    }

    static SnapCode For(FieldFault fault, SentHeaders sent) =>
        Headers.IsOfMediaType(fault, sent) ? Codes.MediaTypeNotSupported : Codes.For(fault);
}
