namespace Periksa.Bills.Tests;

/// <summary>Bills about which nothing is special but what is said.</summary>
static class Make
{
    public static readonly DateTimeOffset Now = new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero);

    public static Bill Bill(BillType type = BillType.Close, long total = 100_000, long paid = 0) => new(
        new(Guid.NewGuid()),
        new("x24da1dF"),
        new("toko-maju"),
        new("8673011234567890"),
        type,
        "SPP",
        new("John Doe", null, null, null),
        Money.Rupiah(total),
        Money.Rupiah(paid),
        Description: null,
        ExtDescription: null,
        DueAt: null,
        ValidUntil: null,
        InvoiceNumber: null,
        Now.AddDays(-1),
        [new("95f5c77f-79de-4c12-a151-ef7c68e9b7d2", "SPP", 1, Money.Rupiah(total))]);

    public static Bill Expired(this Bill bill) => bill with { ValidUntil = Now };

    public static Bill Voided(this Bill bill) => bill with { VoidedAt = Now };
}
