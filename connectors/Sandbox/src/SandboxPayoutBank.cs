using Periksa.Disbursements;

namespace Periksa.Connectors.Sandbox;

/// <summary>The sandbox's bank as one that pays out: what becomes of an order is decided by its beneficiary account
/// when it comes in, and remembered whatever happens to the host that sent it.</summary>
public sealed class SandboxPayoutBank(
    ISandboxDirectory directory, ISandboxPayouts payouts) : IPayoutBank
{
    /// <summary>As long as a real bank usually takes.</summary>
    internal static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);

    static readonly PayoutReply NoWord = new PayoutReply.NoWord();

    static readonly PayoutFailure BankFailure = new("BANK_FAILURE", "the bank could not pay");

    public async Task<PayoutReply> Pay(PayoutOrder order, CancellationToken cancel)
    {
        var payout = await payouts.Accept(order, FateOf(order.Beneficiary), cancel);
        if (payout.Delay is not { } delay)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        else if (payout.AcceptedAt + delay - Now is { Ticks: > 0 } left)
            await Task.Delay(left, cancel);

        return Say(payout);
    }

    public async Task<PayoutReply> Ask(PayoutOrder order, CancellationToken cancel) =>
        await payouts.Find(order.Id, cancel) switch
        {
            null => new PayoutReply.NeverHad(),
            { Delay: { } delay } payout when payout.AcceptedAt + delay <= Now => Say(payout),
            _ => NoWord,
        };

    // Settling takes real time, whatever the sandbox's clock says.
    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    static PayoutReply Say(SandboxPayout payout) => payout.Failure is { } why
        ? new PayoutReply.Rejected(why)
        : new PayoutReply.Paid(payout.HolderName);

    SandboxPayout FateOf(BankAccount account) => account.Number switch
    {
        "9900000001" => Pays("Lambat Tapi Ada", TimeSpan.FromSeconds(3)),
        "9900000002" => Fails(PayoutFailure.Of(AccountAbsence.Unknown)),
        "9900000003" => Fails(BankFailure),
        "9900000004" => Silent(),
        "9900000005" => Fails(BankFailure),
        "9900000006" => Silent(),   // what it says makes no sense, and so says nothing
        "9900000007" => Fails(PayoutFailure.Of(AccountAbsence.Dormant)),
        "9900000008" => Fails(PayoutFailure.Of(AccountAbsence.Closed)),
        _ => FateOf(directory.Find(account)),
    };

    static SandboxPayout FateOf(SandboxAccount? account) => account switch
    {
        null => Fails(PayoutFailure.Of(AccountAbsence.Unknown)),
        { Absence: { } absence } => Fails(PayoutFailure.Of(absence)),
        { HolderName: var name } => Pays(name, Usual),
    };

    static SandboxPayout Pays(string holderName, TimeSpan after) => new(Now, after, holderName, Failure: null);

    static SandboxPayout Fails(PayoutFailure why) => new(Now, TimeSpan.Zero, HolderName: null, why);

    static SandboxPayout Silent() => new(Now, Delay: null, HolderName: null, Failure: null);
}
