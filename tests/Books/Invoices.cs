using Periksa.Invoicing;

namespace Periksa.Books.Tests;

/// <summary>Invoices of one partner, made of nothing but a day and an amount.</summary>
static class Invoices
{
    public const string Partner = "toko-maju";

    public static readonly DateOnly Day = new(2025, 3, 11);

    public static readonly DateTimeOffset DueAt = new(2025, 3, 11, 17, 0, 0, TimeSpan.Zero);

    public static Invoice Of(Money amount, DateOnly? day = null) => new(
        new(Guid.NewGuid()), new(Partner), day ?? Day, amount, Lines: 1, PaymentBeganAt: null, PaidAt: null);
}
