using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>The scripted data of the services behind the dialect when a golden is replayed.</summary>
static class Scripts
{
    public const string SpecialName = """Zoë "Dewi" O'Neil & Søn + 𝕏 \ /""";

    public static readonly DateTimeOffset Posted = DateTimeOffset.FromUnixTimeMilliseconds(1765505364000);
    public static readonly DateTimeOffset Processed = DateTimeOffset.FromUnixTimeMilliseconds(1765505964000);

    /// <summary>The disbursement of the vendor's samples, while it is pending.</summary>
    public static readonly Disbursement Sample = new(
        new(Guid.Parse("019b1044-1b20-7c55-b433-63b53652f1c4")),
        "331222025121209092460774035",
        new("toko-maju"),
        new(Auth.Dialect),
        new(Callers.Usual),
        new(Callers.Account),
        new("1134567891011"),
        new("002", "1234567890000"),
        "Cengkal Marpaung",
        Money.Rupiah(50_000),
        ScriptedDisbursements.Fee,
        ScriptedDisbursements.BalanceAfter,
        Notes: "sometimes",
        Posted)
    {
        Status = DisbursementStatus.Pending,
    };

    static readonly Exception Unforeseen = new InvalidOperationException("password of 10.0.0.9 is hunter2");

    static readonly Receipt Receipt = new(new(Guid.Parse("019b1044-9a00-7c55-b433-63b53652f1c4")), null);
    static readonly Bank Bri = BankList.Published.Find("002")!;
    static readonly Bank GoPay = BankList.Published.Find("gopay")!;
    static readonly Bank Permata = BankList.Published.Find("013")!;
    static readonly Bank Bca = BankList.Published.Find("014")!;

    public static ScriptedDisbursements Disbursements => new ScriptedDisbursements(Known)
        .Answers("balance-too-small", new TransferAnswer.Refused(TransferRefusal.BalanceTooSmall))
        .Answers("nobody-pays", new TransferAnswer.Refused(TransferRefusal.NobodyPays))
        .Answers("reference-used", new TransferAnswer.Refused(TransferRefusal.ReferenceUsed))
        .Answers("too-many-misses", new TransferAnswer.Refused(TransferRefusal.TooManyMisses))
        .Answers("unclear", new TransferAnswer.Unclear())
        .Breaks("breaks", Unforeseen)
        .Breaks("crowded", new TooBusyException("Come back later."))
        .Breaks("times-out", new TimeoutException("10.0.0.9 is out of reach"))
        .HasNoFeeFor(new(Callers.Feeless))
        .HasBrokenFeeFor(new(Callers.Unlucky), Unforeseen);

    public static ScriptedAccountInquiries Inquiries => new ScriptedAccountInquiries()
        .Refuses(new(Callers.CuriousElsewhere), InquiryRefusal.TooManyMisses)
        .Refuses(new(Callers.Crowded), InquiryRefusal.TooBusy)
        .Refuses(new(Callers.Keyed), InquiryRefusal.DayKeyUsed)
        .Knows("002", "1234567890000", new InquiryAnswer.Found(Receipt, "Cengkal Marpaung", Bri))
        .Knows("002", "1", new InquiryAnswer.Found(Receipt, SpecialName, Bri))
        .Knows("002", new string('1', 34), new InquiryAnswer.Found(Receipt, "Siti Nurhaliza", Bri))
        .Knows("gopay", "081234567890", new InquiryAnswer.Found(Receipt, "Dewi Lestari", GoPay))
        .Knows("013", "12345678901", new InquiryAnswer.Found(Receipt, "Siti Nurhaliza", Permata))
        .Knows("014", "5550000001", new InquiryAnswer.NotFound(Receipt, Bca))
        .Knows("014", "9900000004", new InquiryAnswer.Pending(Receipt, Bca))
        .Knows("014", "9900000005", new InquiryAnswer.Failed(Receipt, Bca))
        .Breaks("014", "000004", Unforeseen);

    static IEnumerable<Disbursement> Known =>
    [
        Sample,
        Ended(Sample.Reference, DisbursementStatus.Failed) with { Account = new(Callers.AccountOfFailed) },
        Ended(Sample.Reference, DisbursementStatus.Success) with { Account = new(Callers.AccountOfSuccess) },
        Sample with { Reference = new("initiated"), Status = DisbursementStatus.Initiated, HolderName = null },
        Sample with { Reference = new("paying"), Status = DisbursementStatus.Paying, HolderName = null },
        Ended("canceled", DisbursementStatus.Canceled) with { HolderName = null },
        Ended("refunded", DisbursementStatus.Refunded),
        Ended("without-notes", DisbursementStatus.Success) with { Notes = null },
        Ended("special-characters", DisbursementStatus.Success) with { HolderName = SpecialName },
        Sample with { Reference = new("permata"), Beneficiary = new("013", "1234567890000") },
        Sample with { Reference = new("off-the-list"), Beneficiary = new("999", "1234567890000") },
        Ended("to-the-millisecond", DisbursementStatus.Success) with
        {
            PostedAt = Posted.AddTicks(19_999).ToOffset(BusinessDay.Wib),
            ProcessedAt = Processed.AddMilliseconds(999),
        },
        Sample with { Reference = new(new string('R', 64)) },
        Sample with { Reference = new("Az-09_x.") },
        Sample with { Account = new(Callers.AnothersAccount) },
    ];

    public static Disbursement Ended(string reference, DisbursementStatus status) =>
        Sample with { Reference = new(reference), Status = status, ProcessedAt = Processed };
}
