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
    /// <param name="isUsed">Whether a reference was used before.</param>
    /// <param name="admits">Whether the miss budget lets one be debited that nothing else stands against, which pays
    /// for its miss where it is one.</param>
    public static IEnumerable<(DebitVerdict Verdict, Money BalanceAfter)> Decide(
        IEnumerable<Disbursement> wanted, Money balance, Func<string, bool> isUsed, Func<Disbursement, bool> admits)
    {
        var now = new HashSet<string>(StringComparer.Ordinal);
        foreach (var disbursement in wanted)
        {
            if (isUsed(disbursement.Reference) || now.Contains(disbursement.Reference))
            {
                yield return (DebitVerdict.ReferenceUsed, balance);
            }
            else if (balance < disbursement.Gross)
            {
                yield return (DebitVerdict.BalanceTooSmall, balance);
            }
            else if (!admits(disbursement))
            {
                yield return (DebitVerdict.TooManyMisses, balance);
            }
            else
            {
                now.Add(disbursement.Reference);
                balance -= disbursement.Gross;
                yield return (DebitVerdict.Debited, balance);
            }
        }
    }
}
