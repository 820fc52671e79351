namespace Periksa.Bills;

/// <summary>Which bills a payment request is for, and whether it was made before.</summary>
public static class Requests
{
    /// <summary>The bills that a request pays, or why it pays none.</summary>
    /// <param name="bills">Those on the virtual account that are not void; of these the named, where it names
    /// some.</param>
    public static (PaymentRefusal? Refusal, IReadOnlyList<Bill> Bills) Decide(
        PaymentRequest request, IReadOnlyList<Bill> bills)
    {
        if (request.Bills.Count > 0)
            return DecideNamed(request, bills);

        var (refusal, bill) = Payments.Decide(bills, request.Amount, request.At);
        return (refusal, bill is null ? [] : [bill]);
    }

    /// <summary>The amount of a request that goes to one of its bills.</summary>
    /// <param name="bills">All that it pays.</param>
    public static Money PartOf(PaymentRequest request, IReadOnlyList<Bill> bills, Bill bill) =>
        bills.Count == 1 ? request.Amount : bill.Billed;

    /// <summary>The first field in which a request differs from the one that has its id; <c>null</c> where it is the
    /// same.</summary>
    public static RequestField? Compare(EarlierRequest first, PaymentRequest request)
    {
        if (first.VaNumber != request.VaNumber)
            return RequestField.Account;

        if (first.Amount.Minor != request.Amount.Minor)
            return RequestField.Amount;

        if (first.Amount.Currency.Code != request.Amount.Currency.Code)
            return RequestField.Currency;

        return first.Bills.SequenceEqual(Sorted(request.Bills)) ? null : RequestField.Bills;
    }

    /// <summary>Names as a set: each once, in one order.</summary>
    public static IReadOnlyList<string> Sorted(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    // What is amiss with one of them is amiss with all: none is paid without the others.
    static (PaymentRefusal? Refusal, IReadOnlyList<Bill> Bills) DecideNamed(
        PaymentRequest request, IReadOnlyList<Bill> bills)
    {
        var named = request.Bills.Select(name => Find(bills, name)).Distinct().ToArray();
        var statuses = named.Select(bill => bill?.StatusAt(request.At)).ToArray();
        if (statuses.Any(status => status is null or BillStatus.Void))
            return (PaymentRefusal.BillNotFound, []);

        if (statuses.Contains(BillStatus.Paid))
            return (PaymentRefusal.AlreadyPaid, []);

        if (statuses.Contains(BillStatus.Expired))
            return (PaymentRefusal.BillExpired, []);

        Bill[] payable = [.. named.OfType<Bill>()];
        return Fits(payable, request.Amount) ? (null, payable) : (PaymentRefusal.AmountDoesNotFit, []);
    }

    static Bill? Find(IReadOnlyList<Bill> bills, string name) =>
        bills.FirstOrDefault(bill => bill.InvoiceNumber == name) ?? bills.FirstOrDefault(bill => bill.Hash == name);

    // Of several, each is paid as it is shown.
    static bool Fits(Bill[] bills, Money amount) => bills.Length == 1
        ? Payments.Fits(bills[0], amount)
        : amount == bills.Aggregate(Money.Zero, (sum, bill) => sum + bill.Billed);
}

/// <summary>A request that was decided before, with the contents that count.</summary>
/// <param name="Bills">Sorted.</param>
/// <param name="Refusal"><c>null</c> when it was paid.</param>
public sealed record EarlierRequest(
    Guid Id, VaNumber VaNumber, Money Amount, IReadOnlyList<string> Bills, PaymentRefusal? Refusal)
{
    /// <summary>The key that it came with, and whose.</summary>
    public required (string Caller, string Name) Key { get; init; }

    /// <summary>True if a request came with that key, too, on whichever day.</summary>
    public bool CameWith(OnceKeys keys) => Key == (keys.Caller, keys.DayKey);
}
