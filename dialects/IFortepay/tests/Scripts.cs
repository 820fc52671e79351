using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IFortepay.Tests;

/// <summary>The teller's scripted data when a golden is replayed.</summary>
static class Scripts
{
    public static readonly Receipt Receipt = new(new(Guid.Parse("01857b73-1f9a-7c55-b433-63b53652f1c4")), null);

    public static readonly Bank Bca = BankList.Published.Find("014")!;

    static readonly Bank Danamon = BankList.Published.Find("011")!;
    static readonly Bank Shopee = BankList.Published.Find("shopeepay")!;
    static readonly Bank GoPay = BankList.Published.Find("gopay")!;

    public static ScriptedAccountInquiries Inquiries => new ScriptedAccountInquiries()
        .Refuses(new(Callers.CuriousElsewhere), InquiryRefusal.TooManyMisses)
        .Refuses(new(Callers.Crowded), InquiryRefusal.TooBusy)
        .Refuses(new(Callers.RepeatsDayKey), InquiryRefusal.DayKeyUsed)
        .Refuses(new(Callers.RepeatsReference), InquiryRefusal.ReferenceUsed)
        .Knows("011", "8753293240", new InquiryAnswer.Found(Receipt, "Test BCA", Danamon))
        .Knows("014", "8753293240", new InquiryAnswer.Found(Receipt, "Test BCA", Bca, Money.Rupiah(15000)))
        .Knows("014", "0123456789", new InquiryAnswer.Found(Receipt, "John Doe", Bca))
        .Knows("014", "8673010000000002", new InquiryAnswer.Found(Receipt, "Rudi Hartono", Bca, Money.Zero))
        .Knows("014", new string('1', 34), new InquiryAnswer.Found(Receipt, "Siti Nurhaliza", Bca))
        .Knows("shopeepay", "081234567890", new InquiryAnswer.Found(Receipt, "Dewi Lestari", Shopee))
        .Knows("gopay", "081234567890", new InquiryAnswer.Found(Receipt, "Dewi Lestari", GoPay))
        .Knows("014", "0000000001", new InquiryAnswer.Found(Receipt, """Zoë "Dewi" O'Neil & Søn + 𝕏 \ 😀""", Bca))
        .Knows("014", "0000000002", new InquiryAnswer.Found(Receipt, new string('a', 100) + "b", Bca))
        .Knows("014", "0000000003", new InquiryAnswer.Found(Receipt, new string('a', 99) + "😀b", Bca))
        .Knows("014", "5550000001", new InquiryAnswer.NotFound(Receipt, Bca))
        .Knows("014", "9900000004", new InquiryAnswer.Pending(Receipt, Bca))
        .Knows("014", "9900000005", new InquiryAnswer.Failed(Receipt, Bca))
        .Breaks("014", "0000000004", new InvalidOperationException("password of 10.0.0.9 is hunter2"));
}
