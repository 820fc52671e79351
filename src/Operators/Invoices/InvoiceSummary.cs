using Periksa.Invoicing;

namespace Periksa.Operators.Invoices;

/// <summary>A partner's invoice for the inquiries of one WIB day, as operators see it.</summary>
public sealed record InvoiceSummary
{
    public required Guid Id { get; init; }

    public required string Partner { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>How many inquiries are on it.</summary>
    public required int Lines { get; init; }

    /// <summary>In sen.</summary>
    public required long Amount { get; init; }

    /// <summary><c>initiated</c> while its day lasts, then <c>unpaid</c>, then <c>paid</c>.</summary>
    public required string State { get; init; }

    /// <summary>The midnight that ends its day.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>From when on it has taken no more lines; <c>null</c> while nobody has begun to pay it.</summary>
    public DateTimeOffset? PaymentBeganAt { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    internal static InvoiceSummary Of(Invoice invoice, DateTimeOffset now) => new()
    {
        Id = invoice.Id.Value,
        Partner = invoice.Partner.Value,
        Day = invoice.Day,
        Lines = invoice.Lines,
        Amount = invoice.Amount.Minor,
        State = invoice.StatusAt(now).ToString().ToLowerInvariant(),
        DueAt = invoice.DueAt,
        PaymentBeganAt = invoice.PaymentBeganAt,
        PaidAt = invoice.PaidAt,
    };
}

/// <summary>An invoice, and what was moved to pay it.</summary>
public sealed record InvoiceStory(InvoiceSummary Invoice, IReadOnlyList<InvoiceMovement> Payments);

/// <summary>Money that was moved from a deposit to pay an invoice.</summary>
/// <param name="Id">The movement's number in the ledger.</param>
/// <param name="At">In the clock's time.</param>
/// <param name="Amount">In sen.</param>
public sealed record InvoiceMovement(long Id, DateTimeOffset At, long Amount);

/// <summary>Which invoices are looked for: those of which all holds that is said.</summary>
public sealed record InvoiceWish
{
    public string? Partner { get; init; }

    /// <summary>The first WIB day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last WIB day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Instead of both: a month of them, e.g. <c>2026-12</c>.</summary>
    public string? Month { get; init; }

    /// <summary><see cref="InvoiceSummary.State"/>; <c>null</c> for all.</summary>
    public string? State { get; init; }

    /// <summary>The <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to <see cref="Page{T}.LimitMaximum"/>.</summary>
    public int Limit { get; init; } = 100;
}
