namespace Periksa.Ledger;

/// <summary>Money that an operator puts right: it comes in from outside, or goes there, with a reason that the audit
/// trail has.</summary>
public static class Adjustment
{
    public const string Cause = "adjustment";

    /// <param name="account">What gains, or loses where the amount is below zero.</param>
    /// <param name="reference">Names this adjustment; the same one never moves money twice.</param>
    public static Movement Of(
        AccountName account, Money amount, string reference, DateTimeOffset now) => amount != Money.Zero
        ? new(
            Cause,
            reference,
            now,
            new Posting(AccountName.Outside, -amount),
            new Posting(account, amount))
        : throw new ArgumentOutOfRangeException(nameof(amount), "An adjustment of nothing moves nothing.");
}
