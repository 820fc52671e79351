using System.Diagnostics;
using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

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

    /// <summary>Reads the account that is asked about, or finds the first fault: all that is missing comes before all
    /// that is malformed, each in the table's order.</summary>
    public static FieldFault? TryRead(InquiryRequest wire, out BankAccount account)
    {
        var isNumber = TryReadAccount(wire, out account);

        if (FindMissing(wire) is { } missing)
            return new(missing, IsMissing: true);

        return FindMalformed(wire, isNumber) is { } malformed ? new(malformed, IsMissing: false) : null;
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
        static refused => Codes.For(refused.Why));

    static string? FindMissing(InquiryRequest wire)
    {
        if (IsMissing(wire.PartnerReferenceNo))
            return "partnerReferenceNo";

        if (wire.Amount.IsMissing)
            return "amount";

        if (wire.Amount.Fields is { } amount && IsMissing(amount.Value))
            return "amount.value";

        if (wire.Amount.Fields is { } sum && IsMissing(sum.Currency))
            return "amount.currency";

        if (IsMissing(wire.BeneficiaryAccountNumber))
            return "beneficiaryAccountNumber";

        if (wire.AdditionalInfo.IsMissing)
            return "additionalInfo";

        return wire.AdditionalInfo.Fields is { } info && IsMissing(info.BeneficiaryBankCode)
            ? "additionalInfo.beneficiaryBankCode"
            : null;
    }

    static string? FindMalformed(InquiryRequest wire, bool isNumber)
    {
        if (!IsReference(wire.PartnerReferenceNo.Text))
            return "partnerReferenceNo";

        if (wire.Amount.Fields is not { } amount)
            return "amount";

        if (!IsAmount(amount.Value.Text))
            return "amount.value";

        if (amount.Currency.Text != Currency.Idr.Code)
            return "amount.currency";

        if (!isNumber)
            return "beneficiaryAccountNumber";

        if (wire.AdditionalInfo.Fields is not { } info)
            return "additionalInfo";

        return IsBankCode(info.BeneficiaryBankCode.Text) ? null : "additionalInfo.beneficiaryBankCode";
    }

    static bool IsMissing(WireText text) => !text.IsPresent && !text.IsMistyped;

    static bool IsAmount(string? text) =>
        text is { Length: <= AmountLengthMaximum }
        && Money.TryParse(text, Currency.Idr, out var amount)
        && amount.IsPositive;

    static bool IsReference(string? text) =>
        text is not null && Characters.AreAtMost(text, ReferenceLengthMaximum);

    static bool TryReadAccount(InquiryRequest wire, out BankAccount account) => BankAccount.TryRead(
            wire.AdditionalInfo.Fields?.BeneficiaryBankCode.Text ?? "",
            wire.BeneficiaryAccountNumber.Text ?? "",
            out account)
        && account.Shown.Length <= AccountNumberLengthMaximum;

    // Some wallets that we answer for have longer names than the vendor's own table foresees.
    static bool IsBankCode(string? text) =>
        text is not null
        && (Characters.AreAtMost(text, BankCodeLengthMaximum) || BankList.Published.Find(text) is not null);

    static ReplyMoney Balance(Receipt receipt)
    {
        var deposit = receipt.Deposit
            ?? throw new UnreachableException("An inquiry with keys is answered with the deposit.");

        return new(deposit.ToString(), deposit.Currency.Code);
    }
}
