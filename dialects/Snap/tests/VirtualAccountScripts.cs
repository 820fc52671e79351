using System.Globalization;
using Periksa.Bills;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Snap.Tests;

/// <summary>The bills there are when a golden is replayed, and what becomes of their payments.</summary>
static class VirtualAccountScripts
{
    /// <summary>Has nothing that a bill can do without.</summary>
    static readonly Bill Plain = new(
        new(Guid.Parse("019ac001-0000-7000-8000-000000000001")), new("Aa0-_zZ9"), new("SNAPTOKOMAJU"),
        new("0090011234567890"), BillType.Close, "SPP Maret 2022",
        new("John Doe", Email: null, Phone: null, Address: null),
        Money.Rupiah(100_000), Money.Zero, Description: null, ExtDescription: null, DueAt: null, ValidUntil: null,
        InvoiceNumber: null, At("2026-11-01T08:00:00+07:00"), Components: []);

    static readonly Bill Tuition = Plain with
    {
        Hash = new("invoiced"),
        VaNumber = new("8673010000000017"),
        Name = "SPP November",
        Customer = new("SITI AMINAH", "siti@example.com", "+6281234500017", Address: null),
        Total = Money.Rupiah(250_000),
        Description = "SPP",
        InvoiceNumber = "INV-2026-11-0017",
    };

    static readonly Bill One = Plain with
    {
        Hash = new("several1"), VaNumber = new("8673010000000004"), Name = "SPP Januari",
    };

    static readonly Bill Two = One with { Hash = new("several2"), Name = "SPP Februari", Total = Money.Rupiah(50_000) };

    public static ScriptedBillPayments Bills => new ScriptedBillPayments(Known)
        .Answers("already-paid", BillVerdict.AlreadyPaid)
        .Answers("expired", BillVerdict.Expired)
        .Answers("key-used", BillVerdict.KeyUsed)
        .Answers("too-many-misses", BillVerdict.TooManyMisses)
        .Answers("too-busy", BillVerdict.TooBusy)
        .Breaks("breaks", new InvalidOperationException("password of 10.0.0.9 is hunter2"))
        .Breaks("times-out", new TimeoutException("the database is out of reach"));

    public static ScriptedPaymentRequests Requests => new ScriptedPaymentRequests(Known)
        .Answers("already-paid", Refused(PaymentRefusal.AlreadyPaid))
        .Answers("expired", Refused(PaymentRefusal.BillExpired))
        .Answers("does-not-fit", Refused(PaymentRefusal.AmountDoesNotFit))
        .Answers("taken-back", new RequestAnswer.Decided(TakenBack))
        .Answers("copied", new RequestAnswer.Copied(Paid("copied")))
        .Answers("copied-refused", new RequestAnswer.Copied(new(PaymentRefusal.AlreadyPaid, [])))
        .Answers("copied-taken-back", new RequestAnswer.Copied(TakenBack))
        .Answers("another-account", new RequestAnswer.Differs(RequestField.Account))
        .Answers("another-amount", new RequestAnswer.Differs(RequestField.Amount))
        .Answers("another-currency", new RequestAnswer.Differs(RequestField.Currency))
        .Answers("other-bills", new RequestAnswer.Differs(RequestField.Bills))
        .Answers("key-used", new RequestAnswer.KeyUsed())
        .Answers("not-now", new RequestAnswer.NotNow())
        .Answers("suspect", new RequestAnswer.Suspect())
        .Breaks("breaks", new InvalidOperationException("password of 10.0.0.9 is hunter2"))
        .Breaks("times-out", new TimeoutException("the database is out of reach"));

    public static ScriptedBillOffice Office => new ScriptedBillOffice(Known)
        .HasPaid("202611241015301234500000000017", Found(Paid("202611241015301234500000000017"), "00112345017"))
        .HasPaid("", Found(Paid("the-last", Plain), reference: null))
        .HasPaid("INV-1", Found(Paid("INV-1", Plain), reference: null))
        .HasPaid("several", Found(Paid("several", One, Two), "reference-of-more-than-fifteen"))
        .HasPaid("taken-back", Found(TakenBack, reference: null))
        .BreaksAtPayment("too-busy", new TooBusyException("full"))
        .BreaksAtPayment("breaks", new InvalidOperationException("password of 10.0.0.9 is hunter2"))
        .BreaksAtPayment("times-out", new TimeoutException("the database is out of reach"));

    static RequestOutcome TakenBack => Paid("taken-back") is var paid
        ? paid with
        {
            Paid =
            [
                .. paid.Paid.Select(one => one with
                {
                    Payment = one.Payment with { ReversedAt = one.Payment.At.AddHours(1) },
                }),
            ],
        }
        : paid;

    static IEnumerable<Bill> Known =>
    [
        Plain,
        Tuition,
        One,
        Two,
        Plain with
        {
            Hash = new("partial1"), VaNumber = new("8673010000000001"), Type = BillType.Partial, Paid = Money.Rupiah(1),
        },
        Plain with
        {
            Hash = new("open-one"), VaNumber = new("8673010000000002"), Type = BillType.Open, Paid = Money.Rupiah(5),
        },
        Plain with { Hash = new("mixed-01"), VaNumber = new("8673010000000008") },
        Plain with { Hash = new("mixed-02"), VaNumber = new("8673010000000008"), Type = BillType.Partial },
        .. Enumerable.Range(1, 25).Select(i => Plain with
        {
            Hash = new($"many-{i:D3}"), VaNumber = new("8673010000000025"), Total = Money.Rupiah(i),
        }),
        Plain with
        {
            Hash = new("longest1"),
            VaNumber = new("8673010000000007"),
            Name = "Uang sekolah 😀😀😀 dan seragam",
            Customer = new(new('A', 256), new string('e', 256), "+" + new string('8', 31), Address: null),
            Description = """Zoë "Dewi" O'Neil & Søn + 😀""",
            InvoiceNumber = "INV/2026/11/0000017",
        },
        Plain with
        {
            Hash = new("eighteen"),
            VaNumber = new("8673010000000009"),
            InvoiceNumber = "INV/2026/11/000017",
            Description = "",
        },
    ];

    static RequestAnswer.Decided Refused(PaymentRefusal why) => new(new(why, []));

    static FoundPayment Found(RequestOutcome outcome, string? reference) => new(
        outcome.Paid[0].Payment.RefId,
        outcome.Paid.Aggregate(Money.Zero, (sum, one) => sum + one.Payment.Amount),
        reference,
        outcome.Paid);

    static RequestOutcome Paid(string id, params Bill[] bills) => new(
        Refusal: null,
        [
            .. (bills is [] ? [Tuition] : bills)
                .Select(bill => new PaidBill(bill with { Paid = bill.Total }, Payment(id, bill))),
        ]);

    static BillPayment Payment(string id, Bill bill)
    {
        var at = At("2026-11-24T10:16:02+07:00");
        return ScriptedPaymentRequests.Payment(
            new(
                new("snap:SNAPBANKSAND", new(2026, 11, 24), "1", Reference: null), new(id), bill.VaNumber, bill.Total,
                [], at, at)
            {
                Bank = new("bank-sandbox"),
            },
            bill,
            bill.Total);
    }

    static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
