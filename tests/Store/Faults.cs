using System.Collections.Concurrent;
using Periksa.Callbacks;
using Periksa.Disbursements;

namespace Periksa.Store.Tests;

/// <summary>Where a host dies.</summary>
enum Death
{
    None,

    /// <summary>It has taken payouts, and sends none of them.</summary>
    AfterTaking,

    /// <summary>The bank has told it what became of them, and it writes nothing down.</summary>
    BeforeWriting,

    /// <summary>It has written everything down, and nobody hears that it has.</summary>
    AfterWriting,
}

/// <summary>The ledger as a host sees them that dies at one point.</summary>
sealed class DyingBooks(DisbursementStore books, Death death) : IDisbursementStore
{
    public Task<DebitEntry> Debit(
        Disbursement wanted,
        TransferMisses? misses = null,
        bool isAwaited = false,
        CancellationToken gone = default) => books.Debit(wanted, misses, isAwaited, gone);

    public Task<Disbursement> Await(Disbursement debited, TimeSpan patience) => books.Await(debited, patience);

    public Task<Disbursement?> Find(PayingAccountId account, Reference reference) =>
        books.Find(new(account), reference);

    public Task<Disbursement?> Find(TransferName name) => books.Find(name);

    public Task<PayingAccount?> FindAccount(PayingAccountId account) => books.FindAccount(account);

    public async Task<IReadOnlyList<OpenPayout>> Take(PayoutRoom room, DateTimeOffset now)
    {
        var taken = await books.Take(room, now);
        return death is Death.AfterTaking ? [] : taken;
    }

    public Task PutBack(
        OpenPayout payout, DateTimeOffset now, DateTimeOffset dueAt, string reason, DateTimeOffset? sentUntil,
        bool isAsked = false) =>
        Write(async () =>
        {
            await books.PutBack(payout, now, dueAt, reason, sentUntil, isAsked);
            return true;
        });

    /// <summary>Is done before it ends something.</summary>
    public Func<Task>? BeforeEnd { get; init; }

    public async Task<bool> End(Disbursement ended, string reason, Callback? callback, int? claim = null)
    {
        if (BeforeEnd is { } before)
            await before();

        return await Write(() => books.End(ended, reason, callback, claim));
    }

    async Task<bool> Write(Func<Task<bool>> write)
    {
        if (death is Death.BeforeWriting)
            throw new IOException("The host is dead.");

        var isDone = await write();
        return death is Death.AfterWriting ? throw new IOException("The host is dead.") : isDone;
    }
}

/// <summary>A bank that pays an order as often as it is sent, so that nothing but the sender's care keeps it from
/// being paid twice. What becomes of an order can be read off its amount.</summary>
sealed class CarelessBank : IPayoutBank
{
    readonly ConcurrentDictionary<PayoutOrderId, (PayoutOrder Order, int Times)> _sent = [];
    readonly ConcurrentDictionary<PayoutOrderId, int> _asked = [];

    public IEnumerable<(PayoutOrder Order, int Times)> Sent => _sent.Values;

    /// <summary>Whether it will ever say what became of an order of this amount.</summary>
    public static bool Speaks(Money amount) => Kind(amount) < 4;

    public static bool Pays(Money amount) => Kind(amount) is 0 or 1 or 3;

    public Task<PayoutReply> Pay(PayoutOrder order, CancellationToken cancel)
    {
        _sent.AddOrUpdate(order.Id, (order, 1), (_, one) => (order, one.Times + 1));
        return Task.FromResult(Kind(order.Amount) < 3 ? Word(order.Amount) : new PayoutReply.NoWord());
    }

    public Task<PayoutReply> Ask(PayoutOrder order, CancellationToken cancel)
    {
        if (!_sent.ContainsKey(order.Id))
            return Task.FromResult<PayoutReply>(new PayoutReply.NeverHad());

        var times = _asked.AddOrUpdate(order.Id, 1, (_, before) => before + 1);
        return Task.FromResult(Kind(order.Amount) switch
        {
            < 3 => Word(order.Amount),
            3 when times > 1 => Word(order.Amount),
            _ => new PayoutReply.NoWord(),
        });
    }

    static PayoutReply Word(Money amount) => Pays(amount)
        ? new PayoutReply.Paid("Cengkal Marpaung")
        : new PayoutReply.Rejected(new("BANK_FAILURE", "the bank could not pay"));

    static long Kind(Money amount) => amount.Minor / 100 % 5;
}

/// <summary>Nobody is told anything: whom to tell is another's business.</summary>
sealed class Nobody : ICredentials
{
    public Credential? Find(DialectName dialect, CredentialName name) => null;

    public IEnumerable<Credential> Of(Partner partner) => [];

    public IEnumerable<Credential> In(DialectName dialect) => [];
}

sealed class Silence : IOutboxSignal
{
    public void Ring()
    {
    }
}
