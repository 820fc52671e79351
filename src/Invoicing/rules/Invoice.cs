namespace Periksa.Invoicing;

/// <summary>The status of an invoice.</summary>
public enum InvoiceStatus
{
    /// <summary>Its WIB day lasts, and it may still grow.</summary>
    Initiated,

    /// <summary>Its day is over and it is owed.</summary>
    Unpaid,

    Paid,
}

/// <summary>The invoice for one WIB day's billable inquiries of a partner.</summary>
/// <param name="Amount">The sum of its lines, each at the price in force when it was asked.</param>
/// <param name="Lines">The number of billable inquiries.</param>
/// <param name="PaymentBeganAt">From then on it takes no more lines;
/// <c>null</c> while nobody has asked to pay it.</param>
public sealed record Invoice(
    InvoiceId Id,
    PartnerId Partner,
    DateOnly Day,
    Money Amount,
    int Lines,
    DateTimeOffset? PaymentBeganAt,
    DateTimeOffset? PaidAt)
{
    /// <summary>The WIB midnight that ends its day.</summary>
    public DateTimeOffset DueAt => BusinessDay.End(Day);

    /// <summary>Read off the clock and the facts, so that it is right whether or not any job has run.</summary>
    public InvoiceStatus StatusAt(DateTimeOffset now)
    {
        if (PaidAt is not null)
            return InvoiceStatus.Paid;

        return now < DueAt ? InvoiceStatus.Initiated : InvoiceStatus.Unpaid;
    }
}
