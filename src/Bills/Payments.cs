namespace Periksa.Bills;

/// <summary>Which bill a payment is for, and how the money moves.</summary>
public static class Payments
{
    /// <summary>What the movement of a payment is caused by; with the payment's id it happens once.</summary>
    public const string Cause = "bill-payment";

    /// <summary>What the movement that takes it back is caused by.</summary>
    public const string ReversalCause = "bill-reversal";

    /// <summary>What one payment of an open bill may be at most, as large as a bill can be: a balance holds ninety
    /// thousand of them.</summary>
    public static readonly Money OpenMaximum = Money.Rupiah(1_000_000_000_000);

    /// <summary>The first bill, in the order in which they are shown, that the amount fits.</summary>
    /// <param name="bills">All that are on the virtual account.</param>
    public static (PaymentRefusal? Refusal, Bill? Bill) Decide(
        IEnumerable<Bill> bills, Money amount, DateTimeOffset now)
    {
        var (verdict, payable) = Owing.On(bills, now);
        return verdict switch
        {
            BillVerdict.NotFound => (PaymentRefusal.BillNotFound, null),
            BillVerdict.AlreadyPaid => (PaymentRefusal.AlreadyPaid, null),
            BillVerdict.TooBusy or BillVerdict.TooManyMisses => (PaymentRefusal.TooBusy, null),
            BillVerdict.Payable => payable.FirstOrDefault(bill => Fits(bill, amount)) is { } bill
                ? (null, bill)
                : (PaymentRefusal.AmountDoesNotFit, null),
        };
    }

    /// <summary>Whether a payment may be taken back.</summary>
    /// <param name="payment">What the channel has paid on the bill under this reference; <c>null</c> for
    /// nothing.</param>
    public static ReversalRefusal? Decide(BillPayment? payment, Money amount)
    {
        if (payment is null)
            return ReversalRefusal.PaymentNotFound;

        if (payment.Amount != amount)
            return ReversalRefusal.AmountDiffers;

        return payment.ReversedAt is null ? null : ReversalRefusal.AlreadyReversed;
    }

    /// <summary>The movement of a payment: it comes in from outside, and is the biller's.</summary>
    public static Movement Move(Bill bill, BillPayment payment) =>
        Move(Cause, bill, payment.Id, payment.Amount, payment.At);

    /// <summary>The same the other way round.</summary>
    public static Movement MoveBack(Bill bill, BillPayment payment, DateTimeOffset now) =>
        Move(ReversalCause, bill, payment.Id, -payment.Amount, now);

    static Movement Move(string cause, Bill bill, Guid payment, Money amount, DateTimeOffset at) => new(
        cause,
        $"{payment:D}",
        at,
        new Posting(AccountName.Collected(bill.Biller), -amount),
        new Posting(AccountName.Bills(bill.Biller), amount));

    static bool Fits(Bill bill, Money amount) => amount.IsPositive && bill.Type switch
    {
        BillType.Open => amount <= OpenMaximum,
        BillType.Close => amount == bill.Billed,
        BillType.Partial => amount <= bill.Billed,
    };
}
