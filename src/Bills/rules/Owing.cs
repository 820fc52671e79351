namespace Periksa.Bills;

/// <summary>The bills and the amount owed on a virtual account.</summary>
public static class Owing
{
    /// <summary>The answer shown to a channel; bills that are void, or expired before they were paid, no longer
    /// count.</summary>
    public static BillAnswer On(IReadOnlyList<Bill> bills, DateTimeOffset now)
    {
        var counting = Counting(bills, now);
        if (counting.Count == 0)
        {
            var isExpired = bills.Any(bill => bill.StatusAt(now) is BillStatus.Expired);
            return new(isExpired ? BillVerdict.Expired : BillVerdict.NotFound, []);
        }

        var payable = counting.Where(bill => bill.StatusAt(now) is BillStatus.Active).ToArray();
        return payable.Length > 0 ? new(BillVerdict.Payable, payable) : new(BillVerdict.AlreadyPaid, []);
    }

    /// <summary>The sum of it all, and whose it is; <c>null</c> when nothing there can be paid or has
    /// been.</summary>
    /// <remarks>On an open bill nothing particular is owed.</remarks>
    public static VirtualAccount? Sum(IEnumerable<Bill> bills, DateTimeOffset now)
    {
        var counting = Counting(bills, now);
        if (counting.Count == 0)
            return null;

        var owed = counting
            .Where(bill => bill.Type is not BillType.Open)
            .Aggregate(Money.Zero, (sum, bill) => sum + bill.Billed);

        // What is still to be paid says whose it is now: the account may have been somebody else's before.
        var named = counting.Find(bill => bill.StatusAt(now) is BillStatus.Active) ?? counting[^1];
        return new(named.Customer.Name, owed);
    }

    static List<Bill> Counting(IEnumerable<Bill> bills, DateTimeOffset now) =>
        [.. Bill.InOrder(bills.Where(bill => bill.StatusAt(now) is BillStatus.Active or BillStatus.Paid))];
}
