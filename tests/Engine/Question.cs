using Periksa.Engine.Tests.Fakes;

namespace Periksa.Engine.Tests;

/// <summary>One partner's question about one account, and the desk it is put to.</summary>
static class Question
{
    public static readonly DateTimeOffset Now = new(2025, 3, 11, 3, 0, 0, TimeSpan.Zero);

    public static readonly Money Price = Money.Rupiah(1_000);

    public static readonly Partner Partner = new("toko-maju", Active: true) { MissBudget = 50 };

    public static readonly AccountInquiry Billed =
        new(Partner, "sento", new("014", "8753293240"), Now, Price, Budget: TimeSpan.FromSeconds(30));

    public static readonly AccountInquiry Unbilled = Billed with { Price = null };

    /// <summary>Too short for a silent bank, long enough for any other.</summary>
    public static readonly TimeSpan ShortBudget = TimeSpan.FromMilliseconds(50);

    public static Task<Answer> AskedOf(
        this AccountInquiry inquiry, IConnector bank, ScriptedJournal journal, DateTimeOffset? clock = null) =>
        new Desk(bank, journal, clock ?? Now).Teller.Ask(inquiry, TestContext.Current.CancellationToken);
}
