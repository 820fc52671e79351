namespace Periksa.Bills;

/// <summary>An event that is foreseen, with what its biller is to be told of it.</summary>
/// <remarks>
/// That shows what the bill owes afterwards and which of its events it is, which is certain only under the bill's lock.
/// Dialects have no business there: one that dawdles would keep everybody from the bill. So it is composed before the
/// transaction, for the bill as it is by then, and written if the bill is found to be just that. If somebody was
/// quicker, nothing is written, the locks are let go, and it is composed for what was found. A host's lane does one
/// payment of a virtual account after the other, so only other hosts and reversals can be quicker, and each time one
/// of them has got on.
/// </remarks>
/// <param name="Callback"><c>null</c> where nobody is told.</param>
sealed record BillDraft(BillEvent Event, BillCallback? Callback)
{
    /// <summary>As many hosts as pay one bill without a pause, as many tries it takes on the average.</summary>
    const int TriesMaximum = 100;

    /// <summary>Has an event written down, as it was foreseen or else as it was found.</summary>
    /// <param name="foreseen">What the transaction will find, as it seems; <c>null</c> for nothing to be told.</param>
    /// <param name="write">Does one try. Returns the event that it found if that is not the draft's, and has written
    /// nothing then; else what has come of it.</param>
    /// <exception cref="TooBusyException">Somebody was quicker each time; nothing was done.</exception>
    public static async Task<TEntry> Write<TEntry>(
        BillEvent? foreseen,
        Func<BillEvent, BillCallback?> compose,
        Func<BillDraft?, Task<(BillEvent? Found, TEntry Entry)>> write)
    {
        for (var tries = 0; tries < TriesMaximum; tries++)
        {
            var draft = foreseen is null ? null : new BillDraft(foreseen, compose(foreseen));
            var (found, entry) = await write(draft);
            if (found is null)
                return entry;

            foreseen = found;
        }

        throw new TooBusyException("Others were quicker to pay the same bill each time.");
    }

    /// <summary>True if the biller may be told this of what was found. All else that it shows never changes.</summary>
    public bool Fits(BillEvent found) =>
        Event.Payment.Id == found.Payment.Id
        && Event.Bill.Id == found.Bill.Id
        && (Callback is null
            || (Event.Sequence == found.Sequence
                && Event.Bill.Paid == found.Bill.Paid
                && Event.Bill.VoidedAt == found.Bill.VoidedAt));
}
