using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Paydia.Tests;

/// <summary>The teller's scripted data when a golden is replayed.</summary>
static class Scripts
{
    static readonly Money Deposit = Money.Rupiah(500_000);

    public static ScriptedAccountInquiries Inquiries => new ScriptedAccountInquiries()
        .Refuses(new(Callers.CuriousElsewhere), InquiryRefusal.TooManyMisses)
        .Refuses(new(Callers.Crowded), InquiryRefusal.TooBusy)
        .Refuses(new(Callers.RepeatsKey), InquiryRefusal.DayKeyUsed)
        .Refuses(new(Callers.RepeatsReference), InquiryRefusal.ReferenceUsed)
        .Knows("014", "0123456789", Found("014", "John Doe"))
        .Knows("014", new('1', 32), Found("014", "John Doe"))
        .Knows("036", "0123456789", Found("036", "John Doe"))
        .Knows("112S", "0123456789", Found("112S", "Siti Aminah"))
        .Knows("shopeepay", "081234567890", Found("shopeepay", "Dewi Lestari"))
        .Knows("gopay", "081234567890", Found("gopay", "Dewi Lestari"))
        .Knows("014", "0000000001", Found("014", """Zoë "Dewi" O'Neil & Søn + 𝕏 \ 😀"""))
        .Knows("014", "0000000002", Found("014", new('A', 64)))
        .Knows("014", "0000000003", Found("014", new('A', 65)))
        .Knows("014", "0000000004", Found("014", new string('A', 63) + "😀 Dewi"))
        .Knows("014", "0000000006", Found("014", "John Doe", Money.Zero))
        .Knows("014", "0000000007", Found("014", "John Doe", new(long.MaxValue, Currency.Idr)))
        .Knows("014", "0000000010", new InquiryAnswer.NotFound(Receipt(Deposit), Bank("014")))
        .Knows("014", "0000000011", new InquiryAnswer.Failed(Receipt(Deposit), Bank("014")))
        .Knows("014", "0000000012", new InquiryAnswer.Pending(Receipt(Deposit), Bank("014")))
        .Breaks("014", "0000000013", new InvalidOperationException("password of 10.0.0.9 is hunter2"))
        .Breaks("014", "0000000014", new TimeoutException("the journal is out of reach"));

    static InquiryAnswer.Found Found(string bankCode, string holder, Money? deposit = null) =>
        new(Receipt(deposit ?? Deposit), holder, Bank(bankCode));

    static Receipt Receipt(Money deposit) =>
        new(new(Guid.Parse("0188d73a-5cb8-7a3c-9d42-6f0e8b7c2d11")), Invoice: null, deposit);

    static Bank Bank(string code) => BankList.Published.Find(code)!;
}
