using Periksa.Inquiries;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Snap.Accounts;

/// <summary>What the requests of account inquiries have in common.</summary>
internal static class AccountFields
{
    const int ReferenceLengthMaximum = 64;
    const int BankCodeLengthMaximum = 11;
    const int SwiftLength = 8;

    /// <summary>Time the bank may take; what comes after it is a time-out.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    public static bool IsReference(string text) => Characters.AreAtMost(text, ReferenceLengthMaximum);

    public static bool IsBankCode(string text) => Characters.AreAtMost(text, BankCodeLengthMaximum);

    /// <summary>Reads an account at a bank that is named by its code on the bank list or by its BIC, of which the last
    /// three of eleven characters name a branch. A bank that is not on the list is called what the caller calls
    /// it.</summary>
    public static bool TryRead(WireText bank, WireText number, int lengthMaximum, out BankAccount account) =>
        TryRead(BankCode(bank.Text ?? ""), number, lengthMaximum, out account);

    /// <summary>Reads an account at a bank of the list.</summary>
    public static bool TryRead(string bankCode, WireText number, int lengthMaximum, out BankAccount account) =>
        BankAccount.TryRead(bankCode, number.Text ?? "", out account) && account.Shown.Length <= lengthMaximum;

    /// <summary>What the caller means to do; <c>null</c> where it does not say. What is no such text is not
    /// passed on, and nobody's fault: the standard does not know the field.</summary>
    public static Intent? Intent(AskedInfo? info) =>
        Inquiries.Intent.OrNull(new() { DeviceId = Inquiries.Intent.Text(info?.DeviceId.Text) });

    static string BankCode(string named) =>
        named.Length is SwiftLength or BankCodeLengthMaximum
            && BankList.Published.FindBySwift(named[..SwiftLength]) is { } bank
                ? bank.Code
                : named;
}
