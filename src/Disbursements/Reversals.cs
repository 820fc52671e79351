using Periksa.Callbacks;

namespace Periksa.Disbursements;

/// <summary>Gives an account its money back: for what was never sent, and for what came back after it was
/// paid.</summary>
public sealed class Reversals(IDisbursementStore books, CallbackComposer callbacks, TimeProvider clock)
{
    /// <summary>Calls a disbursement off. It can be until somebody begins to send it: false after that, <c>null</c>
    /// where there is none.</summary>
    public Task<bool?> Cancel(PayingAccountId account, Reference reference) =>
        Reverse(account, reference, DisbursementStatus.Canceled, "called off before it was sent");

    /// <summary>Takes back what a bank paid and has sent back. False where it has not been paid, <c>null</c> where
    /// there is none.</summary>
    public Task<bool?> Refund(PayingAccountId account, Reference reference) =>
        Reverse(account, reference, DisbursementStatus.Refunded, "the bank has sent the money back");

    async Task<bool?> Reverse(PayingAccountId account, string reference, DisbursementStatus to, string reason)
    {
        if (await books.Find(account, new(reference)) is not { } disbursement)
            return null;

        if (!disbursement.Status.MayBecome(to))
            return false;

        // Whoever was quicker is right: the ledger look again.
        var reversed = disbursement.Become(to, clock.GetUtcNow());
        return await callbacks.Write(reversed, callback => books.End(reversed, reason, callback));
    }
}
