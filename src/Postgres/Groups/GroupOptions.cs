using Microsoft.Extensions.Logging;

namespace Periksa.Postgres.Groups;

/// <summary>Settings of a <see cref="GroupCommit{TItem, TResult}"/>.</summary>
/// <param name="Lanes">Queues, each with a connection while it works.</param>
/// <param name="GroupLimit">Items in one group at most.</param>
/// <param name="QueueLimit">Items that may wait in one lane; the next is refused at once.</param>
/// <param name="Patience">How long an item may wait for its turn, and for the database.</param>
/// <param name="Subject">Whose rows an item locks: a partner, an account. Unless <see cref="Lane"/> says otherwise,
/// items of one subject go through one lane, one group after the other.</param>
sealed record GroupOptions<TItem, TResult>(
    int Lanes, int GroupLimit, int QueueLimit, TimeSpan Patience, Func<TItem, string> Subject)
{
    /// <summary>The name that items of one lane share, where that is less than a subject.</summary>
    public Func<TItem, string>? Lane { get; init; }

    /// <summary>Items of two kinds are never in one group.</summary>
    public Func<TItem, int> Kind { get; init; } = static _ => 0;

    /// <summary>The answer to a caller when the queue is full; <c>null</c> for <see cref="TooBusyException"/>. Where
    /// it is a result, a caller whose turn comes too late hears <see cref="TimeoutException"/>: the fault is not the
    /// caller's haste.</summary>
    public Func<TResult>? Busy { get; init; }

    /// <summary>True if a group has a subject once at most: what else is about it waits for a later group.</summary>
    public bool HasSubjectOnce { get; init; }

    /// <summary>From then on, no outage is waited for: what has met one is given up, whatever its patience.</summary>
    public CancellationToken GiveUp { get; init; }

    /// <summary>Told how long a caller waited for a result.</summary>
    public Action<TimeSpan>? Waited { get; init; }

    /// <summary>Says that a group of so many is tried again after an outage.</summary>
    public Action<ILogger, Exception, int> Retrying { get; init; } = GroupLog.Retrying;

    /// <summary>Says that an item was refused; <c>null</c> where its caller does.</summary>
    public Action<ILogger, Exception>? Failed { get; init; } = GroupLog.Failed;
}

/// <summary>One try at a group.</summary>
/// <param name="Key">The same at every try of a group: whoever locks it knows that no earlier try is still at
/// work.</param>
/// <param name="MayBeThere">Whether an earlier try may have been committed although nobody heard of it.</param>
/// <param name="LockPatience">How long it may wait for a row that somebody else has locked.</param>
sealed record Attempt<TItem>(IReadOnlyList<TItem> Items, long Key, bool MayBeThere, TimeSpan LockPatience);

/// <summary>The connections of a host that its lanes may use beside their first, for as long as that waits for
/// something that does not come.</summary>
public sealed class SpareConnections(int maximum = SpareConnections.UsualMaximum)
{
    /// <summary>Two fifths of the connections that write.</summary>
    public const int UsualMaximum = 6;

    int _taken;

    internal bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= maximum)
            return true;

        Interlocked.Decrement(ref _taken);
        return false;
    }

    internal void Return() => Interlocked.Decrement(ref _taken);
}
