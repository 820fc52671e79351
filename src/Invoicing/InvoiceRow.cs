namespace Periksa.Invoicing;

/// <summary>An invoice as Dapper fills it; a timestamptz comes as a DateTime in UTC.</summary>
sealed class InvoiceRow
{
    public const string Columns =
        "id, partner, day, amount, lines, payment_began_at as PaymentBeganAt, paid_at as PaidAt";

    public Guid Id { get; init; }
    public required string Partner { get; init; }
    public DateOnly Day { get; init; }
    public long Amount { get; init; }
    public int Lines { get; init; }
    public DateTime? PaymentBeganAt { get; init; }
    public DateTime? PaidAt { get; init; }

    public Invoice ToInvoice() => new(
        new(Id), new(Partner), Day, new(Amount, Currency.Idr), Lines, Utc(PaymentBeganAt), Utc(PaidAt));

    static DateTimeOffset? Utc(DateTime? time) => time is { } utc ? new(utc, TimeSpan.Zero) : null;
}
