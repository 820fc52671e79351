namespace Periksa.Bills;

/// <summary>Events that are foreseen, each with what its biller is to be told of it.</summary>
/// <remarks>
/// That shows what a bill owes afterwards and which of its events it is, which is certain only under the bill's lock.
/// Dialects have no business there: one that dawdles would keep everybody from the bill. So it is composed before the
/// transaction, for the bill as it is by then, and written if the bill is found to be just that. If somebody was
/// quicker, nothing is written, the locks are let go, and it is composed for what was found. A host's lane does one
/// payment of a virtual account after the other, so only other hosts and reversals can be quicker, and each time one
/// of them has got on.
/// </remarks>
/// <param name="Events">Of a bill each.</param>
/// <param name="Callbacks">In the same order; <c>null</c> where nobody is told.</param>
sealed record BillDraft(IReadOnlyList<BillEvent> Events, IReadOnlyList<BillCallback?> Callbacks)
{
    /// <summary>As many hosts as pay one bill without a pause, as many tries it takes on the average.</summary>
    const int TriesMaximum = 100;

    /// <summary>Has events written down, as they were foreseen or else as they were found.</summary>
    /// <param name="foreseen">What the transaction will find, as it seems; empty for nothing to be told.</param>
    /// <param name="write">Does one try. Returns the events that it found if those are not the draft's, and has written
    /// nothing then; else what has come of it.</param>
    /// <exception cref="TooBusyException">Somebody was quicker each time; nothing was done.</exception>
    public static async Task<TEntry> Write<TEntry>(
        IReadOnlyList<BillEvent> foreseen,
        Func<BillEvent, BillCallback?> compose,
        Func<BillDraft, Task<(IReadOnlyList<BillEvent>? Found, TEntry Entry)>> write)
    {
        for (var tries = 0; tries < TriesMaximum; tries++)
        {
            var (found, entry) = await write(new(foreseen, [.. foreseen.Select(compose)]));
            if (found is null)
                return entry;

            foreseen = found;
        }

        throw new TooBusyException("Others were quicker to pay the same bill each time.");
    }

    /// <summary>True if the billers may be told this of what was found.</summary>
    public bool Fits(params IReadOnlyList<BillEvent> found)
    {
        if (found.Count != Events.Count)
            return false;

        for (var i = 0; i < found.Count; i++)
        {
            if (!Fits(Events[i], Callbacks[i], found[i]))
                return false;
        }

        return true;
    }

    // All else that it shows never changes.
    static bool Fits(BillEvent foreseen, BillCallback? callback, BillEvent found) =>
        foreseen.Payment.Id == found.Payment.Id
        && foreseen.Bill.Id == found.Bill.Id
        && (callback is null
            || (foreseen.Sequence == found.Sequence
                && foreseen.Bill.Paid == found.Bill.Paid
                && foreseen.Bill.VoidedAt == found.Bill.VoidedAt));
}
