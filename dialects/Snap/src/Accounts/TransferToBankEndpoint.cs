using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.Accounts;

/// <summary>Account inquiry before a transfer from an e-money account to a bank, service 42: read, ask, say.</summary>
internal sealed class TransferToBankEndpoint(IAccountInquiries accountInquiries)
{
    public static readonly AccountCodes Codes = new(ServiceCodes.BankAccountInquiry);
    public static readonly SnapOperation Operation = new(Headers.Signed, Codes.Usual);

    const int NumberLengthMaximum = 32;
    const int CustomerNumberLengthMaximum = 32;
    const int HolderNameLengthMaximum = 64;
    const int BankNameLengthMaximum = 25;

    public async Task<JsonReply> Inquire(SnapQuestion<TransferToBankRequest> question, CancellationToken cancel)
    {
        var wire = Read(question);
        if (FindFault(question, wire, out var account) is { } fault)
            return Replies.Of(Codes.Usual.For(fault));

        _ = Amounts.TryRead(wire.Amount.Fields!.Value.Text!, out var amount);
        var inquiry = question.Inquiry(account, wire.PartnerReferenceNo.Given, AccountFields.Budget) with
        {
            Intent = new() { Amount = amount },
        };
        var answer = await accountInquiries.Ask(inquiry, cancel);
        var code = Codes.For(answer);

        return answer is InquiryAnswer.Found found
            ? JsonReply.Of(code.Http, Write(code, wire, amount, found), AccountsJson.Exact.TransferToBankReply)
            : Replies.Of(code);
    }

    // With what the caller may write otherwise written as the standard's sample has it.
    static TransferToBankRequest Read(SnapQuestion<TransferToBankRequest> question)
    {
        var wire = question.Wire;
        var isCapital = !wire.CustomerNumber.IsPresent
            && wire.CapitalCustomerNumber.IsPresent
            && question.May("CustomerNumber");

        return wire with
        {
            CustomerNumber = isCapital ? wire.CapitalCustomerNumber : wire.CustomerNumber,
            AdditionalInfo = question.ReadObject("additionalInfo", wire.AdditionalInfo),
        };
    }

    static FieldFault? FindFault(
        SnapQuestion<TransferToBankRequest> question, TransferToBankRequest wire, out BankAccount account)
    {
        var bank = wire.AdditionalInfo.Fields?.BeneficiaryBankCode ?? default;
        var isAccount = AccountFields.TryRead(bank, wire.BeneficiaryAccountNumber, NumberLengthMaximum, out account);

        return new FieldTable()
            .Optional("partnerReferenceNo", wire.PartnerReferenceNo, AccountFields.IsReference)
            .Mandatory("customerNumber", wire.CustomerNumber, IsCustomerNumber)
            .MandatoryAmount("amount", wire.Amount, question)
            .Mandatory("beneficiaryAccountNumber", wire.BeneficiaryAccountNumber, _ => isAccount)
            .Optional("additionalInfo", wire.AdditionalInfo, (rows, _) => rows
                .Mandatory("additionalInfo.beneficiaryBankCode", bank, AccountFields.IsBankCode))
            .Fault;
    }

    static bool IsCustomerNumber(string text) => Characters.AreAtMost(text, CustomerNumberLengthMaximum);

    static TransferToBankReply Write(
        SnapCode code, TransferToBankRequest wire, Money amount, InquiryAnswer.Found found) => new(
            code.Value,
            code.Message,
            found.Receipt.Id.ToString(),
            wire.PartnerReferenceNo.Given,
            wire.BeneficiaryAccountNumber.Text!,
            Characters.First(found.HolderName, HolderNameLengthMaximum),
            wire.AdditionalInfo.Fields!.BeneficiaryBankCode.Text!,
            Characters.First(found.Bank.Name, BankNameLengthMaximum),
            Characters.First(found.Bank.RegisteredName, BankNameLengthMaximum),
            Amount.Of(amount),
            new());
}
