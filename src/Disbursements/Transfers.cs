using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Telemetry;

namespace Periksa.Disbursements;

/// <summary>Takes wishes to send money: says what they cost, has the account debited, and leaves the rest to
/// <see cref="Payouts"/>.</summary>
public sealed partial class Transfers(
    BankLookups bankLookups,
    PayoutBanks banks,
    IDisbursementStore books,
    IDayKeys dayKeys,
    ILogger<Transfers> log) : IDisbursements
{
    public Fee? Quote(Credential credential, Money amount, DateTimeOffset moment) =>
        Fees.For(credential.Fees, amount, moment);

    public Task<Disbursement?> Find(PayingAccountId account, Reference reference) =>
        books.Find(account, new(reference));

    public Task<Disbursement?> Find(TransferName name) => books.Find(name);

    public Task<PayingAccount?> FindAccount(PayingAccountId account) => books.FindAccount(account);

    public async Task<TransferAnswer> Transfer(TransferOrder order, CancellationToken gone = default)
    {
        using var span = Metrics.Source.StartActivity("transfer");
        var answer = await Decide(order, gone);
        Metrics.Count(order, answer, span);
        return answer;
    }

    async Task<TransferAnswer> Decide(TransferOrder order, CancellationToken gone)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            var fee = order.Fee ?? Quote(order.Credential, order.Amount, order.AskedAt);
            if (fee is null)
                return await RefuseNew(order, TransferRefusal.NoFeeAgreed);

            if (!CanPay(order.Beneficiary))
                return await RefuseNew(order, TransferRefusal.NobodyPays);

            if (!IsOwn(order))
                return await RefuseNew(order, TransferRefusal.NoSuchAccount);

            // Known now where nobody outside need be asked; else the bank says so when it pays. Of what a connector
            // pays into, the house's own bank knows nothing.
            var connector = banks.Plan(order.Beneficiary);
            var beneficiary = connector is null ? bankLookups.Know(order.Beneficiary) : null;
            var entry = await books.Debit(
                Wanted(order, fee, beneficiary?.HolderName) with { Connector = connector },
                MissesOf(order, beneficiary),
                isAwaited: order.Budget is not null,
                gone);

            return entry.Disbursement is { } debited && order.Budget is { } budget
                ? new TransferAnswer.Accepted(await books.Await(debited, budget - Stopwatch.GetElapsedTime(start)))
                : Say(entry);
        }
        // Where this try did nothing, an earlier one under the same reference may be under way: nobody could look.
        catch (Exception e) when (e is TooBusyException or TimeoutException)
        {
            Log.Unclear(log, order.Account, order.Reference, e.Message);
            return new TransferAnswer.Unclear();
        }
    }

    // A bank of the list, or nobody knows which one is meant.
    bool CanPay(BankAccount beneficiary) =>
        BankList.Published.Find(beneficiary.BankCode) is not null && banks.CanPay(beneficiary);

    static bool IsOwn(TransferOrder order) => order.Credential.PayingAccounts.Contains(order.Account);

    // Whoever sends one again that was debited before hears that, whatever has been agreed on since. The key is used up
    // last: a request that was too much for the look-up uses up nothing.
    async Task<TransferAnswer> RefuseNew(TransferOrder order, TransferRefusal why)
    {
        var before = await FindBefore(order);
        if (order.Keys is { } keys && await dayKeys.Use(keys) is null)
            return new TransferAnswer.Refused(TransferRefusal.DayKeyUsed);

        return new TransferAnswer.Refused(before is null ? why : TransferRefusal.ReferenceUsed);
    }

    async Task<Disbursement?> FindBefore(TransferOrder order)
    {
        if (order.Keys is not null)
            return await books.Find(TransferName.OfReference(order.Credential, order.Reference));

        return IsOwn(order) ? await books.Find(order.Account, order.Reference) : null;
    }

    static TransferMisses? MissesOf(TransferOrder order, LookupResult? beneficiary) =>
        order.Credential.Partner.Misses is { } account
            ? new(account, IsKnownMiss: beneficiary?.Outcome is InquiryOutcome.NotFound)
            : null;

    static Disbursement Wanted(TransferOrder order, Fee fee, string? holderName) => new(
        new(Guid.CreateVersion7(order.AskedAt)),
        TransactionId: "",
        order.Credential.Partner.Id,
        order.Credential.Dialect,
        order.Credential.Name,
        order.Account,
        order.Reference,
        order.Beneficiary,
        holderName,
        order.Amount,
        fee,
        BalanceAfter: Money.Zero,
        order.Notes,
        order.AskedAt)
    {
        Keys = order.Keys,
        BankAsSent = order.BankAsSent,
    };

    static TransferAnswer Say(DebitEntry entry) => entry.Verdict switch
    {
        DebitVerdict.Debited => new TransferAnswer.Accepted(entry.Disbursement!),
        DebitVerdict.DayKeyUsed => new TransferAnswer.Refused(TransferRefusal.DayKeyUsed),
        DebitVerdict.ReferenceUsed => new TransferAnswer.Refused(TransferRefusal.ReferenceUsed),
        DebitVerdict.BalanceTooSmall => new TransferAnswer.Refused(TransferRefusal.BalanceTooSmall),
        DebitVerdict.TooManyMisses => new TransferAnswer.Refused(TransferRefusal.TooManyMisses),
    };

    // Without the exception: what only tells that the database is away is held back, and this tells more.
    static partial class Log
    {
        [LoggerMessage(6, LogLevel.Warning,
            "Whether account {Account} was debited for {Reference} is not known: {Why}")]
        public static partial void Unclear(ILogger log, string account, string reference, string why);
    }
}
