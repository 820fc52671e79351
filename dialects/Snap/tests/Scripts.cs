using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Snap.Tests;

/// <summary>What banks know when a golden is replayed.</summary>
static class Scripts
{
    static readonly Receipt Receipt =
        new(new(Guid.Parse("019ac001-5cb8-7a3c-9d42-6f0e8b7c2d11")), Invoice: null, Money.Rupiah(500_000));

    public static ScriptedAccountInquiries Inquiries => new ScriptedAccountInquiries()
        .Refuses(new(Callers.CuriousElsewhere), InquiryRefusal.TooManyMisses)
        .Refuses(new(Callers.Crowded), InquiryRefusal.TooBusy)
        .Refuses(new(Callers.RepeatsKey), InquiryRefusal.DayKeyUsed)
        .Refuses(new(Callers.RepeatsReference), InquiryRefusal.ReferenceUsed)
        .Finds("014", "0123456789", "John Doe")
        .Finds("014", "8010001575", "SITI AMINAH")
        .Finds("014", new('1', 32), "John Doe")
        .Finds("014", new('1', 34), "John Doe")
        .Finds("014", "0000000001", new('A', 101))
        .Finds("014", "0000000002", """Zoë "Dewi" O'Neil & Søn + 😀""")
        .Finds("002", "034101000743303", "BUDI SANTOSO")
        .Finds("002", "1234567890000", "Cengkal Marpaung")
        .Finds("036", "0123456789", "John Doe")
        .Finds("gopay", "081234567890", "Dewi Lestari")
        .Knows("014", "0000000010", new InquiryAnswer.NotFound(Receipt, Bank("014")))
        .Knows("014", "0000000011", new InquiryAnswer.NotFound(Receipt, Bank("014"), AccountAbsence.Closed))
        .Knows("014", "0000000012", new InquiryAnswer.NotFound(Receipt, Bank("014"), AccountAbsence.Dormant))
        .Knows("014", "0000000013", new InquiryAnswer.Failed(Receipt, Bank("014")))
        .Knows("014", "0000000014", new InquiryAnswer.Pending(Receipt, Bank("014")))
        .Breaks("014", "0000000015", new InvalidOperationException("password of 10.0.0.9 is hunter2"))
        .Breaks("014", "0000000016", new TimeoutException("the database is out of reach"));

    static ScriptedAccountInquiries Finds(
        this ScriptedAccountInquiries all, string bankCode, string number, string holder) =>
        all.Knows(bankCode, number, new InquiryAnswer.Found(Receipt, holder, Bank(bankCode)));

    static Bank Bank(string code) => BankList.Published.Find(code)!;
}
