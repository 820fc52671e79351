using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.Accounts;

/// <summary>Account inquiry at the own bank, service 15: read, ask, say.</summary>
internal sealed class InternalEndpoint(IAccountInquiries accountInquiries, Bank ownBank)
{
    public static readonly AccountCodes Codes = new(ServiceCodes.AccountInquiryInternal);
    public static readonly SnapOperation Operation = new(Headers.Signed, Codes.Usual);

    const int NumberLengthMaximum = 34;
    const int HolderNameLengthMaximum = 100;

    // The standard's sample's words. What is found is active; of which type it is, no bank has told us.
    const string Active = "Rekening aktif";

    public async Task<JsonReply> Inquire(SnapQuestion<InternalRequest> question, CancellationToken cancel)
    {
        var wire = question.Wire;
        wire = wire with { AdditionalInfo = question.ReadObject("additionalInfo", wire.AdditionalInfo) };
        if (FindFault(wire, out var account) is { } fault)
            return Replies.Of(Codes.Usual.For(fault));

        var inquiry = question.Inquiry(account, wire.PartnerReferenceNo.Given, AccountFields.Budget) with
        {
            Intent = AccountFields.Intent(wire.AdditionalInfo.Fields),
        };
        var answer = await accountInquiries.Ask(inquiry, cancel);
        var code = Codes.For(answer);

        return answer is InquiryAnswer.Found found
            ? JsonReply.Of(code.Http, Write(code, wire, found), AccountsJson.Exact.InternalReply)
            : Replies.Of(code);
    }

    FieldFault? FindFault(InternalRequest wire, out BankAccount account)
    {
        var isAccount = AccountFields.TryRead(
            ownBank.Code, wire.BeneficiaryAccountNo, NumberLengthMaximum, out account);

        return new FieldTable()
            .Optional("partnerReferenceNo", wire.PartnerReferenceNo, AccountFields.IsReference)
            .Mandatory("beneficiaryAccountNo", wire.BeneficiaryAccountNo, _ => isAccount)
            .Optional("additionalInfo", wire.AdditionalInfo)
            .Fault;
    }

    static InternalReply Write(SnapCode code, InternalRequest wire, InquiryAnswer.Found found) => new(
        code.Value,
        code.Message,
        found.Receipt.Id.ToString(),
        wire.PartnerReferenceNo.Given,
        Characters.First(found.HolderName, HolderNameLengthMaximum),
        wire.BeneficiaryAccountNo.Text!,
        Active,
        Currency.Idr.Code,
        new());
}
