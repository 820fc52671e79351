using Periksa.Bills;

namespace Periksa.Operators.Bills;

/// <summary>A bill as operators see it. Its virtual account and its payer are masked unless they were asked
/// for.</summary>
public sealed record BillEntry
{
    /// <summary>Names it to the outside.</summary>
    public required string Hash { get; init; }

    /// <summary>The partner who is paid.</summary>
    public required string Biller { get; init; }

    public required string VaNumber { get; init; }

    /// <summary><c>open</c>, <c>close</c> or <c>partial</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    public required string CustomerName { get; init; }

    public string? InvoiceNumber { get; init; }

    /// <summary>In sen.</summary>
    public required long Total { get; init; }

    /// <summary>What was paid and not taken back, in sen.</summary>
    public required long Paid { get; init; }

    /// <summary><c>active</c>, <c>paid</c>, <c>expired</c> or <c>void</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Moments are in the clock's time.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    public DateTimeOffset? VoidedAt { get; init; }

    internal BillEntry Hidden() => this with
    {
        VaNumber = Masked.Account(VaNumber),
        CustomerName = Masked.Name(CustomerName),
    };

    internal static BillEntry Of(Bill bill, DateTimeOffset now) => new()
    {
        Hash = bill.Hash.Value,
        Biller = bill.Biller,
        VaNumber = bill.VaNumber.Value,
        Type = bill.Type.ToString().ToLowerInvariant(),
        Name = bill.Name,
        CustomerName = bill.Customer.Name,
        InvoiceNumber = bill.InvoiceNumber,
        Total = bill.Total.Minor,
        Paid = bill.Paid.Minor,
        Status = bill.StatusAt(now).ToString().ToLowerInvariant(),
        CreatedAt = bill.CreatedAt,
        DueAt = bill.DueAt,
        ValidUntil = bill.ValidUntil,
        VoidedAt = bill.VoidedAt,
    };
}

/// <summary>A bill, what was paid on it, and the banks' requests that did.</summary>
public sealed record BillStory(
    BillEntry Bill, IReadOnlyList<BillPaymentEntry> Payments, IReadOnlyList<BillRequestEntry> Requests);

/// <summary>A payment of a bill.</summary>
/// <param name="Id">Its callbacks are found by it.</param>
/// <param name="Reference">What its channel calls it.</param>
/// <param name="Amount">In sen.</param>
/// <param name="TransactionAt">As the channel says.</param>
/// <param name="At">When it was taken.</param>
/// <param name="ReversedAt">When it was taken back; <c>null</c> where it stands.</param>
public sealed record BillPaymentEntry(
    Guid Id, string Channel, string Reference, long Amount, DateTimeOffset TransactionAt, DateTimeOffset At,
    DateTimeOffset? ReversedAt);

/// <summary>A bank's request that paid, which may have paid other bills, too.</summary>
/// <param name="Amount">In sen.</param>
/// <param name="BankReference">The bank's own number for it.</param>
public sealed record BillRequestEntry(
    string RequestId, string Bank, string ExternalId, long Amount, string? BankReference, DateTimeOffset At);

/// <summary>Which bills are looked for: those of which all holds that is said.</summary>
public sealed record BillWish
{
    public string? VaNumber { get; init; }

    /// <summary>The biller's own name for it.</summary>
    public string? InvoiceNumber { get; init; }

    /// <summary>Whatever it or a payment of it is called: IPG's ref_id, SNAP's paymentRequestId, the bank's own number
    /// of a payment, the biller's of the bill, our id of either, or the bill's hash.</summary>
    public string? Reference { get; init; }

    /// <summary>The biller.</summary>
    public string? Partner { get; init; }

    /// <summary>The <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to <see cref="Page{T}.LimitMaximum"/>.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>What the audit trail tells of bills that were shown with who pays them.</summary>
public sealed record RevealedBills(string? InvoiceNumber, string? Reference, int Count);
