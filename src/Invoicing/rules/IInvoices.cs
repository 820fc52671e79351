namespace Periksa.Invoicing;

/// <summary>A partner's invoices. Somebody else's are never found.</summary>
public interface IInvoices
{
    Task<Invoice?> Find(PartnerId partner, InvoiceId id, CancellationToken cancel);

    /// <summary>Newest day first. Pages are read as of one moment.</summary>
    Task<InvoicePage> List(PartnerId partner, InvoiceFilter filter, CancellationToken cancel);

    /// <summary>Begins to pay an invoice; the payment itself runs on its own.</summary>
    Task<(PayVerdict Verdict, Invoice? Invoice)> Pay(
        PartnerId partner, InvoiceId id, DateTimeOffset now, CancellationToken cancel);
}

/// <param name="Status">Only invoices that stand so at <paramref name="Now"/>; <c>null</c> for all.</param>
public sealed record InvoiceFilter(InvoiceStatus? Status, DateTimeOffset Now, int Offset, int Limit);

/// <param name="Total">How many invoices the partner has, whatever the filter.</param>
public sealed record InvoicePage(long Total, IReadOnlyList<Invoice> Invoices);

/// <summary>The outcome of a request to pay an invoice.</summary>
public enum PayVerdict
{
    /// <summary>The payment is under way, by this call or an earlier one.</summary>
    InProgress,

    /// <summary>The partner has no such invoice.</summary>
    NotFound,

    /// <summary>It is not owed: its day is not over, or it is paid.</summary>
    NotUnpaid,

    /// <summary>The deposit does not cover it.</summary>
    BalanceTooSmall,
}
