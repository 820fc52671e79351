using System.Collections.Immutable;
using Periksa.Ledger;

namespace Periksa.Disbursements;

/// <summary>The movements of a transfer's money.</summary>
public static class Debits
{
    /// <summary>The cause of the movement that debits an account; with the disbursement's id it happens
    /// once.</summary>
    public const string Cause = "transfer";

    /// <summary>The cause of the movement that gives the money back.</summary>
    public const string RefundCause = "transfer-refund";

    /// <summary>The debit's postings: the account pays amount and fee.</summary>
    public static ImmutableArray<Posting> Postings(Disbursement disbursement)
    {
        var account = disbursement.Account;
        Posting[] all =
        [
            new(AccountName.Disbursing(disbursement.Partner, account), -disbursement.Gross),
            new(AccountName.PaidOut(account), disbursement.Net),
            new(AccountName.TransferFees(account), disbursement.Fee.Amount),
        ];
        return [.. all.Where(posting => posting.Amount != Money.Zero)];
    }

    /// <summary>Decides on transfers from one account in the order they came, and says what stands on it after each
    /// that is debited. One that it does not cover does not stop a smaller one behind it.</summary>
    /// <param name="used">The names that were used before; those that are used up now are added.</param>
    /// <param name="admits">Whether the miss budget lets one be debited that nothing else stands against, which pays
    /// for its miss where it is one.</param>
    public static IEnumerable<(DebitVerdict Verdict, Money BalanceAfter)> Decide(
        IEnumerable<Disbursement> wanted, Money balance, UsedNames used, Func<Disbursement, bool> admits)
    {
        foreach (var disbursement in wanted)
        {
            var verdict = Judge(disbursement, balance, used, admits);
            used.Note(disbursement, verdict);
            if (verdict is DebitVerdict.Debited)
                balance -= disbursement.Gross;

            yield return (verdict, balance);
        }
    }

    /// <summary>True if a request that is decided on so has used up its key of the day.</summary>
    public static bool UsesUpKey(this DebitVerdict verdict) => verdict switch
    {
        DebitVerdict.Debited or DebitVerdict.ReferenceUsed or DebitVerdict.BalanceTooSmall => true,
        DebitVerdict.DayKeyUsed or DebitVerdict.TooManyMisses => false,
    };

    static DebitVerdict Judge(
        Disbursement wanted, Money balance, UsedNames used, Func<Disbursement, bool> admits)
    {
        if (used.HasKeyOf(wanted))
            return DebitVerdict.DayKeyUsed;

        if (used.HasReferenceOf(wanted))
            return DebitVerdict.ReferenceUsed;

        if (balance < wanted.Gross)
            return DebitVerdict.BalanceTooSmall;

        return admits(wanted) ? DebitVerdict.Debited : DebitVerdict.TooManyMisses;
    }
}
