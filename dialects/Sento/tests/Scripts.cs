using System.Globalization;
using Periksa.Inquiries;
using Periksa.Invoicing;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Sento.Tests;

/// <summary>The fakes' scripted data when a golden is replayed.</summary>
/// <remarks>
/// The vendor's samples know one account and do not know it, and one invoice with two amounts. Hence a script of its
/// own for each operation, and for the sample of an account that is not found.
/// </remarks>
static class Scripts
{
    static readonly Bank Mandiri = BankList.Published.Find("008")!;

    public static ScriptedAccountInquiries Inquiries(string golden)
    {
        var accountInquiries = new ScriptedAccountInquiries()
            .Refuses(new(Callers.Debtor), InquiryRefusal.UnpaidInvoices)
            .Refuses(new(Callers.CuriousElsewhere), InquiryRefusal.TooManyMisses)
            .Refuses(new(Callers.Crowded), InquiryRefusal.TooBusy)
            .Knows("002", "200531000000017985", Found("Budi Santoso"))
            .Knows("112S", "12341234", Found("Siti Aminah"))
            .Knows("gopay", "081234567890", Found("Dewi Lestari"))
            .Knows("014", "0000000001", Found("""Zoë "Dewi" O'Neil & Søn + 𝕏 \ 😀"""))
            .Knows("014", new string('1', 255), Found("Siti Aminah"))
            .Knows(
                "014", "0000000002", new InquiryAnswer.Failed(Receipt("747bf914-eb0c-4a59-adcb-b8a151f56b17"), Mandiri))
            .Knows(
                "014",
                "0000000003",
                new InquiryAnswer.Pending(Receipt("747bf914-eb0c-4a59-adcb-b8a151f56b17"), Mandiri))
            .Breaks("014", "0000000004", new InvalidOperationException("password of 10.0.0.9 is hunter2"));

        return golden.StartsWith("inquiry.not-found", StringComparison.Ordinal)
            ? accountInquiries.Knows("008", "12341234", new InquiryAnswer.NotFound(
                Receipt("715078ea-8699-452d-94ac-e9c909190924", "98c1099e-9763-46a1-b6a1-8f32ff179525"), Mandiri))
            : accountInquiries.Knows("008", "12341234", Found("John Doe"));
    }

    public static ScriptedInvoices Invoices(string golden) =>
        new ScriptedInvoices(OfOperation(golden.Split('.')[0]))
            .HasDeposit(new(Callers.Penniless), Money.Rupiah(999))
            .Breaks(new(Callers.Unlucky));

    static IEnumerable<Invoice> OfOperation(string operation) => operation switch
    {
        "invoice" =>
        [
            Invoice("bf76fa75-e19c-4edd-8d44-a5a0fa454fac", "2025-03-11", rupiah: 2000, lines: 2),
            Invoice("1767b79b-0468-4c09-a905-d6fdcbb040a1", "2025-04-17", 1000, 1, "2025-04-18T08:45:01Z"),
            Invoice("a7a7e0b8-6f0c-4f53-9d52-4a3d4d1d8f5e", "2025-03-10", 1000.5m, 3),
            Invoice("0d9c8b7a-1f2e-4d3c-8b4a-5f6e7d8c9b0a", "2025-03-10", 4000, 4, partner: Callers.Debtor),
        ],
        "list" =>
        [
            Invoice("a53499f4-8595-49d0-ae05-74a2099ba73d", "2025-03-14", 12000, 12, "2025-03-15T08:45:02Z"),
            Invoice("a76987c7-6fe7-4352-9d2a-b626c0ffe598", "2025-03-17", 2000, 2, "2025-03-18T08:45:06Z"),
            Invoice("fef4551f-6a6a-4f58-b3d7-e47e89007c4a", "2025-03-18", 1000, 1, "2025-03-19T08:45:03Z"),
            Invoice("b4311387-4199-4d75-afc8-1d11bf33f809", "2025-03-21", 7000, 7, "2025-03-22T08:45:03Z"),
            Invoice("93ec1afe-6538-4ced-ab59-12449bbd1b69", "2025-03-26", 2000, 2, "2025-03-27T08:45:04Z"),
            Invoice("1767b79b-0468-4c09-a905-d6fdcbb040a1", "2025-04-17", 1000, 1, "2025-04-18T08:45:01Z"),
            Invoice("715f3e75-b4f0-4a12-83ba-6271d6b37e5d", "2025-04-22", 1000, 1, "2025-04-23T08:45:01Z"),
            Invoice(
                "11f0c8de-5b1c-4f6e-9a55-2f1f3d7c9e10", "2025-05-24", 3000, 3, "2025-05-25T08:45:01Z", Callers.Steady),
            Invoice("22f0c8de-5b1c-4f6e-9a55-2f1f3d7c9e11", "2025-05-25", 1000.5m, 2, partner: Callers.Steady),
            Invoice("33f0c8de-5b1c-4f6e-9a55-2f1f3d7c9e12", "2025-05-26", 1000, 1, partner: Callers.Steady),
        ],
        "pay" =>
        [
            Invoice("bf76fa75-e19c-4edd-8d44-a5a0fa454fac", "2025-03-10", 1000, 1),
            Invoice("93ec1afe-6538-4ced-ab59-12449bbd1b69", "2025-03-09", 2000, 2, "2025-03-10T08:45:04Z"),
            Invoice("5a4b3c2d-1e0f-4a9b-8c7d-6e5f4a3b2c1d", "2025-03-12", 3000, 3),
            Invoice("0d9c8b7a-1f2e-4d3c-8b4a-5f6e7d8c9b0a", "2025-03-10", 1000, 1, partner: Callers.Penniless),
        ],
        _ => [],
    };

    static InquiryAnswer.Found Found(string holder) => new(
        Receipt("747bf914-eb0c-4a59-adcb-b8a151f56b17", "3d440813-26be-4d78-9177-3ad30b4268fe"), holder, Mandiri);

    static Receipt Receipt(string id, string? invoice = null) =>
        new(new(Guid.Parse(id)), invoice is null ? null : new InvoiceId(Guid.Parse(invoice)));

    static Invoice Invoice(
        string id, string day, decimal rupiah, int lines, string? paidAt = null, string partner = Callers.Usual) => new(
        new(Guid.Parse(id)),
        new(partner),
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        new((long)(rupiah * 100), Currency.Idr),
        lines,
        PaymentBeganAt: null,
        paidAt is null ? null : DateTimeOffset.Parse(paidAt, CultureInfo.InvariantCulture));
}
