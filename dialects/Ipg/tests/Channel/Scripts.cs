using System.Globalization;
using Periksa.Bills;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Channel;

/// <summary>The scripted bills and payments behind the dialect when a golden is replayed.</summary>
static class Scripts
{
    /// <summary>Has nothing that a bill can do without.</summary>
    static readonly Bill Plain = Samples.Bill with
    {
        Hash = new("Aa0-_zZ9"),
        VaNumber = new("0090011234567890"),
        Type = BillType.Close,
        Name = "SPP Maret 2022",
        Customer = new("John Doe", Email: null, Phone: null, Address: null),
        Description = null,
        ExtDescription = null,
        ValidUntil = null,
        Components = [Line("SPP Maret 2022", 1, sen: 10_000_000)],
    };

    public static ScriptedBillPayments Bills => new ScriptedBillPayments(Known)
        .Answers("not-found", BillVerdict.NotFound)
        .Answers("already-paid", BillVerdict.AlreadyPaid)
        .Answers("too-busy", BillVerdict.TooBusy)
        .Answers("too-many-misses", BillVerdict.TooManyMisses)
        .Answers("not-found", new PaymentAnswer.Refused(PaymentRefusal.BillNotFound))
        .Answers("already-paid", new PaymentAnswer.Refused(PaymentRefusal.AlreadyPaid))
        .Answers("does-not-fit", new PaymentAnswer.Refused(PaymentRefusal.AmountDoesNotFit))
        .Answers("account-differs", new PaymentAnswer.Refused(PaymentRefusal.AccountDiffers))
        .Answers("paid-amount-differs", new PaymentAnswer.Refused(PaymentRefusal.AmountDiffers))
        .Answers("reference-used", new PaymentAnswer.Refused(PaymentRefusal.ReferenceUsed))
        .Answers("reversed", new PaymentAnswer.Refused(PaymentRefusal.AlreadyReversed))
        .Answers("looks-like", new PaymentAnswer.LooksLike(First))
        .Answers("looks-like-reversed", new PaymentAnswer.LooksLike(First with { ReversedAt = First.At }))
        .Answers("suspect", new PaymentAnswer.Suspect())
        .Answers("paid-before-it-expired", new PaymentAnswer.Paid(Expired, Expired.ValidUntil!.Value.AddMinutes(-1)))
        .Answers("not-found", new ReversalAnswer.Refused(ReversalRefusal.BillNotFound))
        .Answers("payment-not-found", new ReversalAnswer.Refused(ReversalRefusal.PaymentNotFound))
        .Answers("amount-differs", new ReversalAnswer.Refused(ReversalRefusal.AmountDiffers))
        .Answers("already-reversed", new ReversalAnswer.Refused(ReversalRefusal.AlreadyReversed))
        .Answers("suspect", new ReversalAnswer.Suspect())
        .Breaks("breaks", new InvalidOperationException("password of 10.0.0.9 is hunter2"))
        .Breaks("times-out", new TimeoutException("10.0.0.9 is out of reach"));

    static Bill Expired => Plain with { Type = BillType.Partial, ValidUntil = At("2022-04-05T06:11:58+07:00") };

    static BillPayment First => new(
        Guid.Parse("017ff499-3320-7d11-9a6e-2b1f0c8e5a77"), Samples.Bill.Id, new("bank-syariah"), new("looks-like"),
        Money.Rupiah(100_000), "atm", At("2022-04-04T23:59:58+07:00"), "John Doe", Money.Rupiah(100_000),
        At("2022-04-04T23:59:59+07:00"));

    static IEnumerable<Bill> Known =>
    [
        Samples.Bill,
        Plain,
        Plain with
        {
            Hash = new("partial1"),
            VaNumber = new("8673010000000001"),
            Type = BillType.Partial,
            Name = "Uang Pangkal",
            Total = Money.Rupiah(3_000_000),
            Paid = Money.Rupiah(1_000_000),
            ValidUntil = At("2022-04-05T06:11:59+07:00"),
            Components = [Line("Uang Pangkal", 1, sen: 300_000_000)],
        },
        Plain with { Hash = new("several1"), VaNumber = new("8673010000000004"), Name = "SPP Februari" },
        Plain with { Hash = new(
            "several2"), VaNumber = new("8673010000000004"), Name = "SPP Januari", Type = BillType.Open },
        Plain with
        {
            Hash = new("invoiced"),
            VaNumber = new("8673010000000005"),
            InvoiceNumber = "INV/2022-001 & 2",
            DueAt = At("2022-04-05T17:00:00Z"),
            ValidUntil = At("2022-12-31T23:59:59.999+07:00"),
        },
        Plain with { Hash = new("invoice1"), VaNumber = new("8673010000000009"), InvoiceNumber = "INV-001" },
        Plain with { Hash = new("due-only"), VaNumber = new("8673010000000010"), DueAt = At("2022-04-04T17:00:00Z") },
        Plain with
        {
            Hash = new("to-a-sen"),
            VaNumber = new("8673010000000006"),
            Type = BillType.Partial,
            Total = new(30_150_107, Currency.Idr),
            Paid = new(50, Currency.Idr),
            Components =
            [
                Line("Buku", 3, sen: 10_050_005),
                Line("Materai", 2, sen: 45),
                Line("Pembulatan", 1, sen: 2),
            ],
        },
        Plain with
        {
            Hash = new("special1"),
            VaNumber = new("8673010000000007"),
            Name = Samples.SpecialName,
            Customer = new(Samples.SpecialName, "zoë+dewi@example.com", "<+62>", "Jl. \"Raya\" 1\nSurabaya"),
            Description = "Baris satu\r\n\tbaris dua \u007f\u0085\u2028",
            ExtDescription = "",
            Components = [Line(Samples.SpecialName, 1, sen: 10_000_000)],
        },
        Plain with
        {
            Hash = new("largest1"),
            VaNumber = new("8673010000000008"),
            Total = Money.Rupiah(90_000_000_000_000),
            Components = [Line("Gedung", 9_000, sen: 1_000_000_000_000)],
        },
        Plain with { Hash = new("inlineno"), VaNumber = new("8673010000000011"), Components = [] },
        Plain with
        {
            Hash = new("overpaid"), VaNumber = new("8673010000000012"), Type = BillType.Open, Paid = Samples.Bill.Total,
        },
    ];

    static BillComponent Line(string name, int quantity, long sen) =>
        new("95f5c77f-79de-4c12-a151-ef7c68e9b7d2", name, quantity, new(sen, Currency.Idr));

    static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
