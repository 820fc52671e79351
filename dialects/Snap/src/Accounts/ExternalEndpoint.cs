using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.Accounts;

/// <summary>Account inquiry at any bank, service 16: read, ask, say.</summary>
internal sealed class ExternalEndpoint(IAccountInquiries accountInquiries)
{
    public static readonly AccountCodes Codes = new(ServiceCodes.AccountInquiryExternal);
    public static readonly SnapOperation Operation = new(Headers.Signed, Codes.Usual);

    const int NumberLengthMaximum = 34;
    const int HolderNameLengthMaximum = 100;
    const int BankNameLengthMaximum = 50;

    public async Task<JsonReply> Inquire(SnapQuestion<ExternalRequest> question, CancellationToken cancel)
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
            ? JsonReply.Of(code.Http, Write(code, wire, found), AccountsJson.Exact.ExternalReply)
            : Replies.Of(code);
    }

    static FieldFault? FindFault(ExternalRequest wire, out BankAccount account)
    {
        var isAccount = AccountFields.TryRead(
            wire.BeneficiaryBankCode, wire.BeneficiaryAccountNo, NumberLengthMaximum, out account);

        return new FieldTable()
            .Mandatory("beneficiaryBankCode", wire.BeneficiaryBankCode, AccountFields.IsBankCode)
            .Mandatory("beneficiaryAccountNo", wire.BeneficiaryAccountNo, _ => isAccount)
            .Optional("partnerReferenceNo", wire.PartnerReferenceNo, AccountFields.IsReference)
            .Optional("additionalInfo", wire.AdditionalInfo)
            .Fault;
    }

    static ExternalReply Write(SnapCode code, ExternalRequest wire, InquiryAnswer.Found found) => new(
        code.Value,
        code.Message,
        found.Receipt.Id.ToString(),
        wire.PartnerReferenceNo.Given,
        Characters.First(found.HolderName, HolderNameLengthMaximum),
        wire.BeneficiaryAccountNo.Text!,
        wire.BeneficiaryBankCode.Text!,
        Characters.First(found.Bank.Name, BankNameLengthMaximum),
        Currency.Idr.Code,
        new());
}
