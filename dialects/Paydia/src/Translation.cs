using System.Diagnostics;
using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Paydia;

/// <summary>Wire to core and back. Pure: no clock, no storage, nothing to fake.</summary>
internal static class Translation
{
    const int ReferenceLengthMaximum = 64;
    const int AccountNumberLengthMaximum = 32;
    const int BankCodeLengthMaximum = 8;
    const int HolderNameLengthMaximum = 64;
    const int BankNameLengthMaximum = 25;

    /// <summary>The standard's amounts have sixteen digits before the point, and two after it.</summary>
    const int AmountLengthMaximum = 16 + 1 + 2;

    /// <summary>Reads the account that is asked about, or finds the first fault of the table.</summary>
    public static FieldFault? TryRead(InquiryRequest wire, out BankAccount account)
    {
        var isNumber = TryReadAccount(wire, out account);

        return new FieldTable()
            .Mandatory("partnerReferenceNo", wire.PartnerReferenceNo, IsReference)
            .Mandatory("amount", wire.Amount, static (rows, amount) => rows
                .Mandatory("amount.value", amount.Value, IsAmount)
                .Mandatory("amount.currency", amount.Currency, static text => text == Currency.Idr.Code))
            .Mandatory("beneficiaryAccountNumber", wire.BeneficiaryAccountNumber, _ => isNumber)
            .Mandatory("additionalInfo", wire.AdditionalInfo, static (rows, info) => rows
                .Mandatory("additionalInfo.beneficiaryBankCode", info.BeneficiaryBankCode, IsBankCode))
            .Fault;
    }

    /// <summary>What a caller means to do whose request has no fault.</summary>
    public static Intent Intent(InquiryRequest wire)
    {
        _ = Money.TryParse(wire.Amount.Fields!.Value.Text!, Currency.Idr, out var amount);
        return new() { Amount = amount };
    }

    public static InquiryReply Write(InquiryRequest wire, InquiryAnswer.Found found) => new(
        Codes.Inquiry.Successful.Value,
        Codes.Inquiry.Successful.Message,
        found.Receipt.Id.ToString(),
        wire.PartnerReferenceNo.Text!,
        wire.BeneficiaryAccountNumber.Text!,
        Characters.First(found.HolderName, HolderNameLengthMaximum),
        wire.AdditionalInfo.Fields!.BeneficiaryBankCode.Text!,
        Characters.First(found.Bank.RegisteredName, BankNameLengthMaximum),
        new(wire.Amount.Fields!.Value.Text!, wire.Amount.Fields.Currency.Text!),
        new(Balance(found.Receipt)));

    /// <summary>The code of an answer; all but one are said with nothing else.</summary>
    public static SnapCode CodeOf(InquiryAnswer answer) => answer.Match(
        static found => Codes.Inquiry.Successful,
        static notFound => Codes.InvalidAccount,
        static pending => Codes.Inquiry.Failure,   // there is no word for "later", and nobody would be told
        static failed => Codes.Inquiry.Failure,
        static refused => Codes.Inquiry.For(refused.Why, Codes.BankNotSupported));

    static bool IsAmount(string text) =>
        text.Length <= AmountLengthMaximum
        && Money.TryParse(text, Currency.Idr, out var amount)
        && amount.IsPositive;

    static bool IsReference(string text) => Characters.AreAtMost(text, ReferenceLengthMaximum);

    static bool TryReadAccount(InquiryRequest wire, out BankAccount account) => BankAccount.TryRead(
            wire.AdditionalInfo.Fields?.BeneficiaryBankCode.Text ?? "",
            wire.BeneficiaryAccountNumber.Text ?? "",
            out account)
        && account.Shown.Length <= AccountNumberLengthMaximum;

    // Some wallets that we answer for have longer names than the vendor's own table foresees.
    static bool IsBankCode(string text) =>
        Characters.AreAtMost(text, BankCodeLengthMaximum) || BankList.Published.Find(text) is not null;

    static ReplyMoney Balance(Receipt receipt)
    {
        var deposit = receipt.Deposit
            ?? throw new UnreachableException("An inquiry with keys is answered with the deposit.");

        return new(deposit.ToString(), deposit.Currency.Code);
    }
}
