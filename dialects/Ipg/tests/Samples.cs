using Periksa.Bills;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests;

/// <summary>The data that both sides' scripts have in common.</summary>
static class Samples
{
    public const string SpecialName = """Zoë "Dewi" O'Neil & Søn + 𝕏 \ /""";

    public static readonly DateTimeOffset Made = new(2022, 4, 4, 6, 32, 8, BusinessDay.Wib);

    /// <summary>The bill of the vendor's sample.</summary>
    public static readonly Bill Bill = new(
        new(Guid.Parse("017ff1b9-1b20-7c55-b433-63b53652f1c4")),
        new(ScriptedBillOffice.Hash),
        new(Biller.Callers.Usual),
        new("8673011234567890"),
        BillType.Open,
        "SPP Bulan Januari",
        new("John Doe", "john.doe@example.com", "+621234567890", "Surabaya, Indonesia"),
        Money.Rupiah(100_000),
        Money.Zero,
        "Pembayaran SPP Bulan Januari",
        "-",
        DueAt: null,
        ValidUntil: new(2022, 4, 5, 13, 32, 8, BusinessDay.Wib),
        InvoiceNumber: null,
        Made,
        [new("95f5c77f-79de-4c12-a151-ef7c68e9b7d2", "SPP Januari", 1, Money.Rupiah(100_000))]);
}
