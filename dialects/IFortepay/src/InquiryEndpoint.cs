using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.IFortepay;

/// <summary>Account inquiry, once it is proved whose it is: read, ask, say.</summary>
internal sealed class InquiryEndpoint(IAccountInquiries accountInquiries)
{
    /// <summary>Time the bank may take before the caller hears that the answer comes by callback.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>Time from the asking of an inquiry after which it fails without an answer.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<JsonReply> Inquire(SnapQuestion<InquiryRequest> question, CancellationToken cancel)
    {
        var wire = question.Wire;
        if (wire.AdditionalInfo.IsEmptyArray && question.May("additionalInfo"))
            wire = wire with { AdditionalInfo = default };

        if (Translation.TryRead(wire, out var asked) is { } fault)
            return Replies.Of(Codes.Inquiry.For(fault));

        var caller = question.Caller;
        var inquiry = new AccountInquiry(
            caller.Partner, IFortepayEndpoints.Vendor.Dialect, asked.Account, question.AskedAt, Price: null, Budget)
        {
            Keys = question.Keys(asked.Reference),
            IsVirtualAccount = asked.IsVirtualAccount,
            FollowUp = new(caller.Credential.Name, Patience),
        };

        var (code, reply) = Translation.Write(asked, await accountInquiries.Ask(inquiry, cancel));
        return reply is null
            ? Replies.Of(code)
            : JsonReply.Of(code.Http, reply, IFortepayJson.Exact.InquiryReply);
    }
}
