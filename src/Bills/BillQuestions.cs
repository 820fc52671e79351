using System.Collections.Concurrent;

namespace Periksa.Bills;

/// <summary>The questions for a biller's list of bills: one text for each set of filters, so that each has the plan
/// that suits it.</summary>
/// <remarks>
/// A single text with <c>@vaNumber is null or …</c> is planned once for all, and then reads every bill of
/// everybody. A status is read off the clock, so it is asked for as what it is made of. The total of a biller's
/// whole list is counted on the index alone; it is in the contract's sample, so it is exact.
/// </remarks>
static class BillQuestions
{
    const string Base = "from bills b where b.biller = @biller";
    const string OnAccount = " and b.va_number = @vaNumber";
    const string OfInvoice = " and b.invoice_number = @invoiceNumber";

    const string IsPaid = "b.type <> 'open' and b.paid >= b.total";
    const string Paid = $" and b.voided_at is null and {IsPaid}";
    const string Void = " and b.voided_at is not null";
    const string Expired = $" and b.voided_at is null and not ({IsPaid}) and b.valid_until <= @now";
    const string Active =
        $" and b.voided_at is null and not ({IsPaid}) and (b.valid_until is null or b.valid_until > @now)";

    // An id never changes, and later bills have larger ones: whatever happens to others, nobody is passed over.
    const string After = " and b.id < @after";

    static readonly ConcurrentDictionary<(bool, bool, bool, BillStatus?), (string Page, string Count)> Known = [];

    public static (string Page, string Count) For(BillFilter filter) => Known.GetOrAdd(
        (filter.VaNumber is not null, filter.InvoiceNumber is not null, filter.After is not null, filter.Status),
        static shape => Compose(shape.Item1, shape.Item2, shape.Item3, shape.Item4));

    static (string Page, string Count) Compose(bool isOnAccount, bool isOfInvoice, bool isOnItsWay, BillStatus? status)
    {
        var filter = Base + (isOnAccount ? OnAccount : "") + (isOfInvoice ? OfInvoice : "")
            + (isOnItsWay ? After : "") + Word(status);
        return (
            $"select {BillRow.Columns} {filter} order by b.id desc offset @offset limit @limit",
            $"select count(*) {filter}");
    }

    static string Word(BillStatus? status) => status switch
    {
        null => "",
        BillStatus.Active => Active,
        BillStatus.Paid => Paid,
        BillStatus.Expired => Expired,
        BillStatus.Void => Void,
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
