namespace Periksa.Disbursements.Tests;

/// <summary>A disbursement about which nothing is special.</summary>
static class Sample
{
    public static readonly DateTimeOffset Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);

    public static Disbursement Of(
        DisbursementStatus status = DisbursementStatus.Initiated,
        long net = 50_000,
        long fee = 1_000,
        string reference = "1") =>
        new(
            new(Guid.CreateVersion7(Now)),
            "331222025121209092460774035",
            new("toko-maju"),
            new("singapay"),
            new("b3ed7d4b"),
            new("01JZ0T0K0MAJ0000000000000A"),
            new(reference),
            new("002", "1234567890000"),
            HolderName: null,
            Money.Rupiah(net),
            new("Transfer Fee", Money.Rupiah(fee)),
            Money.Zero,
            Notes: null,
            Now)
        {
            Status = status,
        };
}
