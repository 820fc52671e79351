using Periksa.Inquiries;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.Accounts;

/// <summary>What the account inquiries have in common, in the core's words.</summary>
internal static class Asked
{
    const int NumberLengthMaximum = 34;

    /// <summary>Time the bank may take; what comes after it is a time-out.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    public static AccountInquiry About<T>(SnapQuestion<T> question, string bankCode, string number, string? reference)
    {
        _ = BankAccount.TryRead(bankCode, number, out var account);
        return new(
            question.Caller.Partner, SnapEndpoints.Vendor.Dialect, account, question.AskedAt, Price: null, Budget)
        {
            Keys = question.Keys(reference),
        };
    }

    /// <summary>True if accounts of this bank have such numbers.</summary>
    public static bool IsNumber(string bankCode, string number) =>
        number.Length <= NumberLengthMaximum && BankAccount.TryRead(bankCode, number, out _);
}
