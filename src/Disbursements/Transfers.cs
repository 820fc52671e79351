using Microsoft.Extensions.Logging;
using Periksa.Inquiries;
using Periksa.Telemetry;

namespace Periksa.Disbursements;

/// <summary>Takes wishes to send money: says what they cost, has the account debited, and leaves the rest to
/// <see cref="Payouts"/>.</summary>
public sealed partial class Transfers(
    BankLookups bankLookups, IPayoutBank bank, IDisbursementStore books, ILogger<Transfers> log) : IDisbursements
{
    public Fee? Quote(Credential credential, Money amount, DateTimeOffset moment) =>
        Fees.For(credential.Fees, amount, moment);

    public Task<Disbursement?> Find(PayingAccountId account, Reference reference) =>
        books.Find(account, new(reference));

    public async Task<TransferAnswer> Transfer(TransferOrder order, CancellationToken gone = default)
    {
        using var span = Metrics.Source.StartActivity("transfer");
        var answer = await Decide(order, gone);
        Metrics.Count(order, answer, span);
        return answer;
    }

    async Task<TransferAnswer> Decide(TransferOrder order, CancellationToken gone)
    {
        try
        {
            var fee = Quote(order.Credential, order.Amount, order.AskedAt);
            if (fee is null)
                return await RefuseNew(order, TransferRefusal.NoFeeAgreed);

            if (!bank.CanPay(order.Beneficiary))
                return await RefuseNew(order, TransferRefusal.NobodyPays);

            // Known now where nobody outside need be asked; else the bank says so when it pays.
            var beneficiary = bankLookups.Know(order.Beneficiary);
            return Say(await books.Debit(
                Wanted(order, fee, beneficiary?.HolderName), MissesOf(order, beneficiary), gone));
        }
        catch (TooBusyException)
        {
            return new TransferAnswer.Refused(TransferRefusal.TooBusy);
        }
        catch (TimeoutException e)
        {
            Log.Unclear(log, order.Account, order.Reference, e.Message);
            return new TransferAnswer.Unclear();
        }
    }

    // Whoever sends one again that was debited before hears that, whatever has been agreed on since.
    async Task<TransferAnswer> RefuseNew(TransferOrder order, TransferRefusal why) => new TransferAnswer.Refused(
        await books.Find(order.Account, order.Reference) is null ? why : TransferRefusal.ReferenceUsed);

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
        order.AskedAt);

    static TransferAnswer Say(DebitEntry entry) => entry.Verdict switch
    {
        DebitVerdict.Debited => new TransferAnswer.Accepted(entry.Disbursement!),
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
