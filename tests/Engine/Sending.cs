using Periksa.Callbacks;
using Periksa.Disbursements;
using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>All who send money, and what they send.</summary>
sealed class Sending
{
    public static readonly DateTimeOffset Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);

    public static readonly Credential Caller =
        new(new("singapay"), new("b3ed7d4b"), new(new("toko-maju"), Active: true))
    {
        Fees = [new(Now.AddDays(-1), "Transfer Fee", Money.Rupiah(1000), 0, Money.Zero, null)],
        PayingAccounts = [new("01JZ")],
        CallbackUrl = "https://toko-maju.example/singapay",
    };

    public TrustedClock Shared { get; } = new(new StoppedClock(Now));

    public StrictBank Bank { get; } = new();

    /// <summary>Who pays; <c>null</c> for the bank alone.</summary>
    public PayoutBanks? Banks { get; init; }

    public ScriptedDisbursementStore Books { get; } = new();

    public ScriptedSignal Bell { get; } = new();

    public KeptLog<Payouts> Log { get; } = new();

    public KeptLog<Transfers> Unclear { get; } = new();

    public CallbackComposer Callbacks(Credential? caller = null)
    {
        var credentials = new ScriptedCredentials();
        credentials.Add(caller ?? Caller);
        return new([new ScriptedDisbursementCallbacks()], credentials, Bell, new StoppedClock(Now));
    }

    public Payouts Payouts(Credential? caller = null) =>
        new(Banks ?? new(Bank), Books, Callbacks(caller), new StoppedClock(Now), Shared, Log);

    public Transfers Cashier(IConnector? bank = null) => new(
        new(bank ?? ScriptedBank.Saying(new BankReply.Failed()), new KeptLedger()),
        Banks ?? new(Bank),
        Books,
        DayKeys,
        Unclear);

    public ScriptedDayKeys DayKeys { get; init; } = new();

    public static OpenPayout Payout(
        bool mayHaveBeenSent = false, DisbursementStatus status = DisbursementStatus.Paying) => new(
        new(
            new(Guid.CreateVersion7(Now)), "331222025121209092460774035", new(
                "toko-maju"), new("singapay"), new("b3ed7d4b"), new("01JZ"),
            new("1134567891011"), new("002", "1234567890000"), null, Money.Rupiah(50_000),
            new("Transfer Fee", Money.Rupiah(1000)), Money.Rupiah(1_000_000), "sometimes", Now.AddSeconds(-1))
        {
            Status = status,
        },
        mayHaveBeenSent,
        Claim: mayHaveBeenSent ? 2 : 1);
}
