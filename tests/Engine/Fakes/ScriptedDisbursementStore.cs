using System.Collections.Concurrent;
using Periksa.Disbursements;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>Books that hand out what a test puts in, and keep what is written into them.</summary>
sealed class ScriptedDisbursementStore : IDisbursementStore
{
    readonly ConcurrentQueue<OpenPayout> _due = [];
    readonly TaskCompletionSource<(Disbursement, string, Callback?)> _ended = new();
    readonly TaskCompletionSource<(OpenPayout, DateTimeOffset, DateTimeOffset)> _back = new();

    public DebitEntry Entry { get; set; }

    /// <summary>Thrown instead of saying what became of a debit; <c>null</c> for nothing.</summary>
    public Exception? Breaks { get; set; }

    public Disbursement? Wanted { get; private set; }

    /// <summary>Whether an end is the first.</summary>
    public bool EndsNow { get; set; } = true;

    public Task<(Disbursement Ended, string Reason, Callback? Callback)> Ended => _ended.Task;

    public Task<(OpenPayout Payout, DateTimeOffset Now, DateTimeOffset DueAt)> Back => _back.Task;

    public void Add(OpenPayout payout) => _due.Enqueue(payout);

    public TransferMisses? Misses { get; private set; }

    public Task<DebitEntry> Debit(
        Disbursement wanted, TransferMisses? misses = null, CancellationToken gone = default)
    {
        (Wanted, Misses) = (wanted, misses);
        return Breaks is null ? Task.FromResult(Entry) : Task.FromException<DebitEntry>(Breaks);
    }

    public Task<Disbursement?> Find(PayingAccountId account, Reference reference) => Task.FromResult(Wanted);

    /// <summary>How long the database takes to hand payouts out.</summary>
    public TimeSpan TakingLasts { get; set; }

    public async Task<IReadOnlyList<OpenPayout>> Take(PayoutRoom room, DateTimeOffset now)
    {
        await Task.Delay(TakingLasts);
        var taken = new List<OpenPayout>();
        while (taken.Count < room.ToSend && _due.TryDequeue(out var payout))
            taken.Add(payout);

        return taken;
    }

    public Task PutBack(OpenPayout payout, DateTimeOffset now, DateTimeOffset dueAt, string reason)
    {
        _back.TrySetResult((payout, now, dueAt));
        return Task.CompletedTask;
    }

    public Task<bool> End(Disbursement ended, string reason, Callback? callback)
    {
        _ended.TrySetResult((ended, reason, callback));
        return Task.FromResult(EndsNow);
    }
}
