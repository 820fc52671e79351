using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.IFortepay;

/// <summary>A caller's inquiry, once its body is found good.</summary>
/// <param name="Reference">Its partnerReferenceNo; <c>null</c> for none.</param>
internal readonly record struct Question(BankAccount Account, string? Reference, bool IsVirtualAccount);

/// <summary>Wire to core and back. Pure: no clock, no storage, nothing to fake.</summary>
internal static class Translation
{
    const int BankCodeLengthMaximum = 8;
    const int AccountNoLengthMaximum = 34;
    const int ReferenceLengthMaximum = 64;
    const int BankNameLengthMaximum = 50;

    /// <summary>Reads what is asked, or finds the first fault of the table.</summary>
    /// <param name="asked">Meaningful when there is no fault.</param>
    public static FieldFault? TryRead(InquiryRequest wire, out Question asked)
    {
        var isNumber = TryReadAccount(wire, out var account);
        asked = new(account, wire.PartnerReferenceNo.Given, IsVirtual(wire));

        return new FieldTable()
            .Mandatory("beneficiaryBankCode", wire.BeneficiaryBankCode, IsBankCode)
            .Mandatory("beneficiaryAccountNo", wire.BeneficiaryAccountNo, _ => isNumber)
            .Optional("partnerReferenceNo", wire.PartnerReferenceNo, IsReference)
            .Optional("additionalInfo", wire.AdditionalInfo)
            .Rule("additionalInfo.isVirtualAccount", IsYesOrNo(wire.AdditionalInfo.Fields))
            .Fault;
    }

    /// <summary>The answer in the wire's words; the reply is <c>null</c> where a code is all that is said.</summary>
    public static (SnapCode Code, InquiryReply? Reply) Write(Question asked, InquiryAnswer answer)
    {
        var (code, receipt, bank, finding) = answer.Match<(SnapCode, Receipt?, Bank?, Finding)>(
            static found => (
                Codes.Inquiry.Successful, found.Receipt, found.Bank, Finding.Active(found.HolderName, found.Owed)),
            static notFound => (Codes.Inquiry.Successful, notFound.Receipt, notFound.Bank, Finding.Invalid),
            static pending => (Codes.InProgress, pending.Receipt, pending.Bank, Finding.Pending),
            static failed => (Codes.Inquiry.Successful, failed.Receipt, failed.Bank, Finding.Failed),
            static refused => (Codes.Inquiry.For(refused.Why, Codes.BankNotSupported), null, null, default));

        if (receipt is null || bank is null)
            return (code, null);

        return (code, new(
            code.Value,
            code.Message,
            receipt.Id.ToString(),
            asked.Reference,
            finding.Name,
            asked.Account.Shown,
            asked.Account.BankCode,
            Name(bank),
            Currency.Idr.Code,
            finding.Write(asked.IsVirtualAccount)));
    }

    /// <summary>The bank's name as the wire has room for it.</summary>
    public static string Name(Bank bank) => Characters.First(bank.Name, BankNameLengthMaximum);

    // The table's eight characters have no room for every wallet on the bank list.
    static bool IsBankCode(string code) =>
        Characters.AreAtMost(code, BankCodeLengthMaximum) || BankList.Published.Find(code) is not null;

    // The number of a virtual account is no telephone's, whatever bank is named beside it.
    static bool TryReadAccount(InquiryRequest wire, out BankAccount account)
    {
        var (bankCode, number) = (wire.BeneficiaryBankCode.Text ?? "", wire.BeneficiaryAccountNo.Text ?? "");
        account = new(bankCode, number);

        return number.Length <= AccountNoLengthMaximum
            && (IsVirtual(wire)
                ? !number.AsSpan().ContainsAnyExceptInRange('0', '9')
                : BankAccount.TryRead(bankCode, number, out account));
    }

    static bool IsVirtual(InquiryRequest wire) => wire.AdditionalInfo.Fields?.IsVirtualAccount.Text is "Y";

    // Neither sent is the table's default, N.
    static bool IsYesOrNo(RequestInfo? fields) =>
        fields is null || fields.IsVirtualAccount is { IsMistyped: false, Text: null or "Y" or "N" };

    static bool IsReference(string reference) => Characters.AreAtMost(reference, ReferenceLengthMaximum);
}
