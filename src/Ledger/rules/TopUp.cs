namespace Periksa.Ledger;

/// <summary>Money that comes in from outside.</summary>
public static class TopUp
{
    public const string Cause = "top-up";

    /// <param name="account">What gains.</param>
    /// <param name="reference">Names this top-up; the same one never comes in twice.</param>
    public static Movement Of(
        AccountName account, Money amount, string reference, DateTimeOffset now) => amount.IsPositive
        ? new(
            Cause,
            reference,
            now,
            new Posting(AccountName.Outside, -amount),
            new Posting(account, amount))
        : throw new ArgumentOutOfRangeException(nameof(amount), $"A top-up of {amount} moves nothing in.");
}
