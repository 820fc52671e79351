using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>One partner's question about one account, and the desk it is put to.</summary>
static class Question
{
    public static readonly DateTimeOffset Now = new(2025, 3, 11, 3, 0, 0, TimeSpan.Zero);

    public static readonly Money Price = Money.Rupiah(1_000);

    public static readonly Partner Partner = new(new("toko-maju"), Active: true) { MissBudget = 50 };

    public static readonly AccountInquiry Billed =
        new(Partner, new("sento"), new("014", "8753293240"), Now, Price, Budget: TimeSpan.FromSeconds(30));

    public static readonly AccountInquiry Unbilled = Billed with { Price = null };

    /// <summary>A question with keys, whose caller is called back.</summary>
    public static readonly AccountInquiry Followed = Billed with
    {
        Dialect = new("ifortepay"),
        Price = null,
        Keys = new("ifortepay:MCPD1", new(2025, 3, 11), "key", new Reference("reference")),
        FollowUp = new(new("MCPD1"), TimeSpan.FromSeconds(60)),
    };

    /// <summary>A question with keys, whose caller hears no more than the answer.</summary>
    public static readonly AccountInquiry Keyed = Followed with { Dialect = new("paydia"), FollowUp = null };

    /// <summary>The credential of whoever asks <see cref="Followed"/>.</summary>
    public static readonly Credential Credential =
        new(new("ifortepay"), new("MCPD1"), Partner) { CallbackUrl = "https://toko.example/callback" };

    /// <summary>Too short for a silent bank, long enough for any other.</summary>
    public static readonly TimeSpan ShortBudget = TimeSpan.FromMilliseconds(50);

    public static Task<InquiryAnswer> AskedOf(
        this AccountInquiry inquiry, IConnector bank, ScriptedInquiryLog inquiryLog, DateTimeOffset? clock = null) =>
        new InquiryEngine(bank, inquiryLog, clock ?? Now).Inquiries.Ask(inquiry, TestContext.Current.CancellationToken);
}
