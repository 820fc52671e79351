using System.Globalization;
using Periksa.Disbursements;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>Wire to core and back, of money that goes out. Pure: no clock, no storage, nothing to fake.</summary>
internal static class Translation
{
    /// <summary>The sentence that refuses the body of a request for a token, or <c>null</c> for a good
    /// one.</summary>
    public static string? FindFault(TokenRequest wire)
    {
        if (!wire.GrantType.IsPresent && !wire.GrantType.IsMistyped)
            return Sentences.GrantTypeRequired;

        return wire.GrantType.Text is "client_credentials" ? null : Sentences.GrantTypeInvalid;
    }

    public static TokenData Write(string token, TimeSpan lifetime) => new(
        token, TokenType: "Bearer", lifetime.TotalSeconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads the reference that is asked about, or says what is wrong with it.</summary>
    public static Code? TryRead(WireText wire, out string reference)
    {
        reference = wire.Text ?? "";
        if (wire.IsMistyped)
            return Codes.ValidationError.Naming(Sentences.ReferenceMistyped);

        if (wire.Text is null)
            return Codes.ValidationError.Naming(Sentences.ReferenceRequired);

        return Fields.IsReference(reference) ? null : Codes.InvalidReference;
    }

    /// <summary>Reads a transfer, or says what is wrong with it. Whose account pays comes before everything
    /// else.</summary>
    /// <param name="order">There when nothing is wrong.</param>
    public static Code? TryRead(TransferRequest wire, Caller caller, DateTimeOffset now, out TransferOrder? order)
    {
        order = null;

        var accountFault = Fields.ReadText(
            wire.AccountId, Sentences.AccountIdRequired, Sentences.AccountIdMistyped, out var account);
        if (accountFault is not null)
            return Codes.ValidationError.Naming(accountFault);

        if (!caller.PaysFrom(account))
            return Codes.AccountNotFound;

        if (TryRead(wire.ReferenceNumber, out var reference) is { } wrongReference)
            return wrongReference;

        var amountFault = Fields.ReadAmount(wire.Amount, out var amount);
        var bankFault = Fields.ReadBank(wire.BankCode, out var bank);
        var numberFault = Fields.ReadPaidAccount(bank, wire.BankAccountNumber, out var beneficiary);
        var notesFault = Fields.FindFaultInNotes(wire.Notes);
        if ((amountFault ?? bankFault ?? numberFault ?? notesFault) is { } fault)
            return Codes.ValidationError.Naming(fault);

        order = new(
            caller.Credential, new(account), new(reference), beneficiary, amount, wire.Notes.Text, AskedAt: now);
        return null;
    }

    public static DisbursementData Write(Disbursement disbursement) => new(
        disbursement.TransactionId,
        disbursement.Reference,
        Write(disbursement.Status),
        Write(disbursement.PostedAt),
        disbursement.ProcessedAt is { } processed ? Write(processed) : null,
        new(NameOf(disbursement.Beneficiary), disbursement.HolderName, disbursement.Beneficiary.Shown),
        Write(disbursement.Gross),
        new(disbursement.Fee.Name, disbursement.Fee.Amount.ToString(), disbursement.Fee.Amount.Currency.Code),
        Write(disbursement.Net),
        new(disbursement.BalanceAfter.ToString(), disbursement.BalanceAfter.Currency.Code),
        disbursement.Notes);

    /// <summary>Reads whose fee is asked for, or says in a sentence what is wrong.</summary>
    /// <param name="bank">Found when nothing is wrong.</param>
    public static string? TryRead(FeeRequest wire, out Money amount, out Bank? bank)
    {
        var amountFault = Fields.ReadAmount(wire.Amount, out amount);
        var bankFault = Fields.ReadSwift(wire.BankSwiftCode, out bank);
        return amountFault ?? bankFault;
    }

    public static FeeData Write(Fee fee, Money amount, Bank bank) => new(
        (amount + fee.Amount).ToString(),
        fee.Amount.ToString(),
        amount.ToString(),
        amount.Currency.Code,
        new(bank.RegisteredName, bank.ShortCode));

    // A bank that has left the list since is still called something.
    static string NameOf(BankAccount account) =>
        BankList.Published.Find(account.BankCode) is { } bank ? bank.ShortCode : account.BankCode;

    static WireMoney Write(Money money) => new(money.Currency.Code, money.ToString());

    static string Write(DateTimeOffset moment) =>
        moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    static WireStatus Write(DisbursementStatus status) => status switch
    {
        DisbursementStatus.Initiated => Status(TransactionStatuses.Initiated),
        DisbursementStatus.Paying => Status(TransactionStatuses.Paying),
        DisbursementStatus.Pending => Status(TransactionStatuses.Pending),
        DisbursementStatus.Success => Status(TransactionStatuses.Success),
        DisbursementStatus.Failed => Status(TransactionStatuses.Failed),
        DisbursementStatus.Canceled => Status(TransactionStatuses.Canceled),
        DisbursementStatus.Refunded => Status(TransactionStatuses.Refunded),
    };

    static WireStatus Status(string code) => new(code, TransactionStatuses.Word(code)!);
}
