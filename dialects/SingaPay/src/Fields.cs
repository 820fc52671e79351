using System.Buffers;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay;

/// <summary>Reads the fields of requests. Each reader returns the sentence that says what is wrong, or <c>null</c>
/// once what it read means something.</summary>
internal static class Fields
{
    const int ReferenceLengthMaximum = 64;
    const int AccountNumberLengthMaximum = 34;
    const int PaidNumberLengthMinimum = 6;
    const int PaidNumberLengthMaximum = 30;
    const int NotesLengthMaximum = 100;
    const int AmountDecimalsMaximum = 2;

    static readonly Money AmountMinimum = Money.Rupiah(10_000);
    static readonly Money AmountMaximum = Money.Rupiah(1_000_000_000_000);

    static readonly SearchValues<char> InReferences =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    public static string? ReadText(WireText wire, string required, string mistyped, out string text)
    {
        text = wire.Text ?? "";
        if (wire.IsMistyped)
            return mistyped;

        return wire.IsPresent ? null : required;
    }

    public static bool IsReference(string text) =>
        text.Length is >= 1 and <= ReferenceLengthMaximum && !text.AsSpan().ContainsAnyExcept(InReferences);

    /// <summary>Form comes before size: of <c>1e4</c> it is not said how much it is.</summary>
    public static string? ReadAmount(WireNumber wire, out Money amount)
    {
        amount = default;
        if (wire.IsMistyped)
            return Sentences.AmountMistyped;

        if (wire.Text is not { } text)
            return Sentences.AmountRequired;

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        if (decimals > AmountDecimalsMaximum || text.AsSpan().ContainsAny('e', 'E'))
            return Sentences.AmountTooFine;

        if (text[0] is '-')
            return Sentences.AmountTooSmall;

        // What is left is digits, so all that cannot be money is too much of it.
        var written = (point < 0 ? $"{text}." : text) + new string('0', AmountDecimalsMaximum - decimals);
        if (!Money.TryParse(written, Currency.Idr, out amount) || amount > AmountMaximum)
            return Sentences.AmountTooLarge;

        return amount < AmountMinimum ? Sentences.AmountTooSmall : null;
    }

    /// <summary>A bank by its code on the list, or by its BIC.</summary>
    /// <param name="bank">Found when there is no fault.</param>
    public static string? ReadBank(WireText wire, out Bank? bank)
    {
        bank = wire.Text is { } code ? BankList.Published.Find(code) ?? BankList.Published.FindBySwift(code) : null;
        if (bank is not null)
            return null;

        return wire.IsPresent || wire.IsMistyped ? Sentences.BankCodeInvalid : Sentences.BankCodeRequired;
    }

    /// <summary>A bank by its BIC alone.</summary>
    /// <param name="bank">Found when there is no fault.</param>
    public static string? ReadSwift(WireText wire, out Bank? bank)
    {
        bank = wire.Text is { } swift ? BankList.Published.FindBySwift(swift) : null;
        if (bank is not null)
            return null;

        return wire.IsPresent || wire.IsMistyped ? Sentences.SwiftCodeInvalid : Sentences.SwiftCodeRequired;
    }

    /// <summary>An account that is asked about.</summary>
    /// <param name="bank"><c>null</c> where it is not known which; then only digits will do.</param>
    public static string? ReadAccount(Bank? bank, WireText wire, out BankAccount account) =>
        ReadAccount(bank, wire, 1, AccountNumberLengthMaximum, Sentences.AccountNumberInvalid, out account);

    /// <summary>An account that is paid: fewer numbers will do.</summary>
    /// <param name="bank"><c>null</c> where it is not known which; then only digits will do.</param>
    public static string? ReadPaidAccount(Bank? bank, WireText wire, out BankAccount account) => ReadAccount(
        bank, wire, PaidNumberLengthMinimum, PaidNumberLengthMaximum, Sentences.PaidNumberInvalid, out account);

    /// <summary>The one field that may be left out.</summary>
    public static string? FindFaultInNotes(WireText wire)
    {
        if (wire.IsMistyped)
            return Sentences.NotesMistyped;

        return Characters.AreAtMost(wire.Text ?? "", NotesLengthMaximum) ? null : Sentences.NotesTooLong;
    }

    // The plus sign of a wallet's number is no digit.
    static string? ReadAccount(
        Bank? bank, WireText wire, int minimum, int maximum, string invalid, out BankAccount account)
    {
        account = default;
        var fault = ReadText(
            wire, Sentences.AccountNumberRequired, Sentences.AccountNumberMistyped, out var number);
        if (fault is not null)
            return fault;

        var digits = number.AsSpan().TrimStart('+').Length;
        return BankAccount.TryRead(bank?.Code ?? "", number, out account) && digits >= minimum && digits <= maximum
            ? null
            : invalid;
    }
}
