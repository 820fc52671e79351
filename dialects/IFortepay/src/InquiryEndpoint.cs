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
        wire = wire with { AdditionalInfo = question.ReadObject("additionalInfo", wire.AdditionalInfo) };
        if (Translation.TryRead(wire, out var asked) is { } fault)
            return Replies.Of(Codes.Inquiry.For(fault));

        var inquiry = question.Inquiry(asked.Account, asked.Reference, Budget) with
        {
            IsVirtualAccount = asked.IsVirtualAccount,
            FollowUp = new(question.Caller.Credential.Name, Patience),
        };

        var (code, reply) = Translation.Write(asked, await accountInquiries.Ask(inquiry, cancel));
        return reply is null
            ? Replies.Of(code)
            : JsonReply.Of(code.Http, reply, IFortepayJson.Exact.InquiryReply);
    }
}
