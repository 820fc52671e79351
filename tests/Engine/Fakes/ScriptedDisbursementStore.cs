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

    /// <summary>Whether the last wish was to be sent at once.</summary>
    public bool IsAwaited { get; private set; }

    /// <summary>How long somebody waited for an end; <c>null</c> where nobody did.</summary>
    public TimeSpan? Awaited { get; private set; }

    public Task<DebitEntry> Debit(
        Disbursement wanted,
        TransferMisses? misses = null,
        bool isAwaited = false,
        CancellationToken gone = default)
    {
        (Wanted, Misses, IsAwaited) = (wanted, misses, isAwaited);
        return Breaks is null ? Task.FromResult(Entry) : Task.FromException<DebitEntry>(Breaks);
    }

    /// <summary>It has ended by then.</summary>
    public Task<Disbursement> Await(Disbursement debited, TimeSpan patience)
    {
        Awaited = patience;
        return Task.FromResult(debited with { Status = DisbursementStatus.Success });
    }

    public Task<Disbursement?> Find(PayingAccountId account, Reference reference) => Task.FromResult(Wanted);

    /// <summary>What was looked for last by name.</summary>
    public TransferName? Sought { get; private set; }

    public Task<Disbursement?> Find(TransferName name)
    {
        Sought = name;
        return Task.FromResult(Wanted);
    }

    public Task<PayingAccount?> FindAccount(PayingAccountId account) => Task.FromResult<PayingAccount?>(null);

    /// <summary>How long the database takes to hand payouts out.</summary>
    public TimeSpan TakingLasts { get; set; }

    public async Task<IReadOnlyList<OpenPayout>> Take(PayoutRoom room, DateTimeOffset now)
    {
        Room = room;
        await Task.Delay(TakingLasts);
        var taken = new List<OpenPayout>();
        while (taken.Count < room.ToSend && _due.TryDequeue(out var payout))
            taken.Add(payout);

        return taken;
    }

    /// <summary>Until when the last that was put back may have been sent; <c>null</c> for then.</summary>
    public DateTimeOffset? SentUntil { get; private set; }

    /// <summary>Why it was put back.</summary>
    public string? BackBecause { get; private set; }

    /// <summary>The room of the last taking.</summary>
    public PayoutRoom? Room { get; private set; }

    public Task PutBack(
        OpenPayout payout, DateTimeOffset now, DateTimeOffset dueAt, string reason, DateTimeOffset? sentUntil,
        bool isAsked = false)
    {
        (SentUntil, BackBecause) = (sentUntil, reason);
        _back.TrySetResult((payout, now, dueAt));
        return Task.CompletedTask;
    }

    public Task<bool> End(Disbursement ended, string reason, Callback? callback, int? claim = null)
    {
        _ended.TrySetResult((ended, reason, callback));
        return Task.FromResult(EndsNow);
    }
}
