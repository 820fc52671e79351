using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Paydia;

/// <summary>Bank account inquiry, once it is proved whose it is: read, ask, say.</summary>
internal sealed class InquiryEndpoint(IAccountInquiries accountInquiries)
{
    /// <summary>Time the bank may take. This wire has no word for "later": what comes after is a failure.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    public async Task<JsonReply> Inquire(SnapQuestion<InquiryRequest> question, CancellationToken cancel)
    {
        var wire = question.Wire;
        if (wire.AdditionalInfo.IsEmptyArray && question.May("additionalInfo"))
            wire = wire with { AdditionalInfo = new(new RequestInfo(default), IsMistyped: false) };

        if (Translation.TryRead(wire, out var account) is { } fault)
            return Replies.Of(Codes.Inquiry.For(fault));

        var answer = await accountInquiries.Ask(
            question.Inquiry(account, wire.PartnerReferenceNo.Text, Budget) with { Intent = Translation.Intent(wire) },
            cancel);

        return answer is InquiryAnswer.Found found
            ? JsonReply.Of(Codes.Inquiry.Successful.Http, Translation.Write(wire, found), PaydiaJson.Exact.InquiryReply)
            : Replies.Of(Translation.CodeOf(answer));
    }
}
