using Periksa.Ledger;

namespace Periksa.Bills;

/// <summary>Which bill a payment is for, and how the money moves.</summary>
public static class Payments
{
    /// <summary>The cause of a payment's movement; with the payment's id it happens once.</summary>
    public const string Cause = "bill-payment";

    /// <summary>The cause of the movement that takes a payment back.</summary>
    public const string ReversalCause = "bill-reversal";

    /// <summary>The largest single payment of an open bill, as large as a bill can be: a balance holds ninety
    /// thousand of them.</summary>
    public static readonly Money OpenMaximum = Money.Rupiah(1_000_000_000_000);

    /// <summary>The first bill, in the order in which they are shown, that the amount fits.</summary>
    /// <param name="bills">All that are on the virtual account.</param>
    public static (PaymentRefusal? Refusal, Bill? Bill) Decide(
        IReadOnlyList<Bill> bills, Money amount, DateTimeOffset now)
    {
        var (verdict, payable) = Owing.On(bills, now);
        return verdict switch
        {
            BillVerdict.NotFound => (PaymentRefusal.BillNotFound, null),
            BillVerdict.Expired => (PaymentRefusal.BillExpired, null),
            BillVerdict.AlreadyPaid => (PaymentRefusal.AlreadyPaid, null),
            BillVerdict.KeyUsed or BillVerdict.TooBusy or BillVerdict.TooManyMisses =>
                throw new System.Diagnostics.UnreachableException("Bills alone say none of these."),
            BillVerdict.Payable => payable.FirstOrDefault(bill => Fits(bill, amount)) is { } bill
                ? (null, bill)
                : (PaymentRefusal.AmountDoesNotFit, null),
        };
    }

    /// <summary>The time within which a payment can be taken back, and for which one is refused whose reversal came
    /// first.</summary>
    public static readonly TimeSpan ReversalWindow = TimeSpan.FromHours(48);

    /// <summary>The effect of earlier payments on an order: the reason it is refused, or the payment it
    /// repeats.</summary>
    /// <param name="earlier">The channel's payments under the order's reference, on its day and those beside
    /// it.</param>
    /// <param name="isMarked">Whether a reversal has come first.</param>
    public static (PaymentRefusal? Refusal, BillPayment? First) Recall(
        PaymentOrder order, IReadOnlyCollection<EarlierPayment> earlier, bool isMarked)
    {
        var day = BusinessDay.Of(order.TransactionAt);
        if (earlier.FirstOrDefault(one => Day(one) == day) is { } same)
            return (Compare(order, same), same.Payment);

        if (isMarked)
            return (PaymentRefusal.AlreadyReversed, null);

        // A reference comes round again some day, but hardly the next with the same account and amount.
        var alike = earlier
            .Where(one => Math.Abs(Day(one).DayNumber - day.DayNumber) == 1)
            .Where(one => one.VaNumber == order.VaNumber && one.Payment.Amount == order.Amount)
            .MinBy(one => one.Payment.At);

        return alike is null ? (null, null) : (PaymentRefusal.LooksLikeCopy, alike.Payment);
    }

    /// <summary>The payment that a reversal is about: of those that stand the youngest of its amount, else the youngest
    /// that stands, else one taken back; <c>null</c> for none.</summary>
    /// <param name="payments">What the channel has paid on the bill under the reversal's reference while it could be
    /// taken back.</param>
    public static BillPayment? ToTakeBack(IEnumerable<BillPayment> payments, Money amount) => payments
        .OrderByDescending(one => one.ReversedAt is null)
        .ThenByDescending(one => one.Amount == amount)
        .ThenByDescending(one => one.At)
        .ThenByDescending(one => one.Id)
        .FirstOrDefault();

    /// <summary>The reason a payment may not be taken back; <c>null</c> if it may.</summary>
    /// <param name="payment">What the reversal is about; <c>null</c> for nothing.</param>
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

    static PaymentRefusal? Compare(PaymentOrder order, EarlierPayment same)
    {
        if (same.VaNumber != order.VaNumber)
            return PaymentRefusal.AccountDiffers;

        if (same.Payment.Amount != order.Amount)
            return PaymentRefusal.AmountDiffers;

        return same.Payment.ReversedAt is null ? null : PaymentRefusal.AlreadyReversed;
    }

    static DateOnly Day(EarlierPayment one) => BusinessDay.Of(one.Payment.TransactionAt);

    static Movement Move(string cause, Bill bill, Guid payment, Money amount, DateTimeOffset at) => new(
        cause,
        $"{payment:D}",
        at,
        new Posting(AccountName.Collected(bill.Biller), -amount),
        new Posting(AccountName.Bills(bill.Biller), amount));

    /// <summary>True if a bill that can be paid can be paid this.</summary>
    internal static bool Fits(Bill bill, Money amount) =>
        amount.IsPositive && amount.Currency == bill.Total.Currency && bill.Type switch
        {
            BillType.Open => amount <= OpenMaximum,
            BillType.Close => amount == bill.Billed,
            BillType.Partial => amount <= bill.Billed,
        };
}

/// <summary>A payment that was made before, and the virtual account that it was made to.</summary>
public sealed record EarlierPayment(BillPayment Payment, VaNumber VaNumber);
