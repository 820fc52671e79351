using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.Accounts;

/// <summary>What the requests of account inquiries have in common. Pure.</summary>
internal static class AccountFields
{
    const int ReferenceLengthMaximum = 64;
    const int BankCodeLengthMaximum = 11;
    const int SwiftLength = 8;

    /// <summary>Time the bank may take; what comes after it is a time-out.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    public static bool IsReference(string text) => Characters.AreAtMost(text, ReferenceLengthMaximum);

    public static bool IsBankCode(string text) => Characters.AreAtMost(text, BankCodeLengthMaximum);

    /// <summary>The bank list's code of a bank that is named by it, or by its BIC, of which the last three of eleven
    /// characters name a branch. A bank that is not on the list is called what the caller calls it.</summary>
    public static string BankCode(string named) =>
        named.Length is SwiftLength or BankCodeLengthMaximum
            && BankList.Published.FindBySwift(named[..SwiftLength]) is { } bank
                ? bank.Code
                : named;

    /// <summary>True if a bank may have an account of this number.</summary>
    public static bool IsNumber(string bankCode, string number, int lengthMaximum) =>
        number.Length <= lengthMaximum && BankAccount.TryRead(bankCode, number, out _);

    /// <summary>What is asked, in the core's words.</summary>
    public static AccountInquiry Inquiry<T>(SnapQuestion<T> question, string bankCode, string number, string? reference)
    {
        _ = BankAccount.TryRead(bankCode, number, out var account);
        return new(question.Caller.Partner, SnapEndpoints.Vendor.Dialect, account, question.AskedAt, null, Budget)
        {
            Keys = question.Keys(reference),
        };
    }
}
