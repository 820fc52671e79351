using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Postgres.Groups;

/// <summary>Does a group: again after an outage, in halves when it is refused, by subjects when a row is
/// locked.</summary>
sealed class GroupRun<TItem, TResult>(
    GroupOptions<TItem, TResult> options, Func<Attempt<TItem>, Task<IReadOnlyList<TResult>>> work, ILogger log)
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan PauseMaximum = TimeSpan.FromMilliseconds(500);

    /// <summary>The time that those whose row it is wait for its lock; with what went before, two seconds.</summary>
    static readonly TimeSpan LockPatience = TimeSpan.FromMilliseconds(1700);

    /// <summary>The same in mixed company.</summary>
    static readonly TimeSpan BriefLockPatience = TimeSpan.FromMilliseconds(200);

    /// <summary>The time for which a subject that met a locked row goes alone.</summary>
    static readonly TimeSpan Suspicion = TimeSpan.FromSeconds(10);

    readonly ConcurrentDictionary<string, Suspect> _suspects = new(StringComparer.Ordinal);

    /// <summary>The items that are to be queued again, each subject by itself.</summary>
    public ConcurrentQueue<PendingItem<TItem, TResult>> Back { get; } = [];

    public bool IsSuspect(string subject) =>
        !_suspects.IsEmpty && _suspects.TryGetValue(subject, out var suspect)
        && (suspect.Until > Stopwatch.GetTimestamp() || !_suspects.TryRemove(new(subject, suspect)));

    /// <summary>True if it waited for the very lock that others of its subject have just given up on.</summary>
    public bool IsLockedOut(PendingItem<TItem, TResult> pending) =>
        !_suspects.IsEmpty && _suspects.TryGetValue(pending.Subject, out var suspect)
        && pending.Since < suspect.GaveUpAt;

    /// <summary>Returns when everybody in the group has an answer, or is back in the queue. It never throws: whatever
    /// goes wrong is theirs to hear.</summary>
    public Task Do(List<PendingItem<TItem, TResult>> group) => Do(group, Random.Shared.NextInt64());

    // A part of a group keeps its key: an earlier try of the whole may still be at work.
    async Task Do(List<PendingItem<TItem, TResult>> group, long key)
    {
        try
        {
            await DoWithRetries(group, key);
        }
        catch (PostgresException e) when (IsLocked(e))
        {
            await DoBySubject(group, key);
        }
        catch (Exception) when (group.Count > 1)
        {
            var half = group.Count / 2;
            await Do(group[..half], key);
            await Do(group[half..], key);
        }
        catch (Exception e)
        {
            // The border of a background loop: an exception that ended it here would leave every later caller
            // waiting.
            options.Failed?.Invoke(log, e);
            PendingItem<TItem, TResult>.Release(group, pending => Refuse(pending, e));
        }
    }

    // Those whose rows are free are not kept waiting by those whose are not.
    async Task DoBySubject(List<PendingItem<TItem, TResult>> group, long key)
    {
        var subjects = group.GroupBy(pending => pending.Subject, StringComparer.Ordinal).ToArray();
        if (subjects.Length == 1)
        {
            GiveUpOnLock(group);
            return;
        }

        foreach (var subject in subjects)
        {
            var some = subject.ToList();
            try
            {
                await DoWithRetries(some, key, BriefLockPatience);
            }
            catch (PostgresException e) when (IsLocked(e) && !some.Exists(pending => pending.Outage is not null))
            {
                MarkSuspect(subject.Key, gaveUpAt: 0);
                foreach (var pending in some)
                    Back.Enqueue(pending);
            }
            catch (Exception)
            {
                await Do(some, key);
            }
        }
    }

    void GiveUpOnLock(List<PendingItem<TItem, TResult>> group)
    {
        GroupLog.Locked(log, group[0].Subject, group.Count);
        MarkSuspect(group[0].Subject, Stopwatch.GetTimestamp());
        PendingItem<TItem, TResult>.Release(group, static pending => pending.Dismiss("Its row is locked."));
    }

    // Whoever gets an answer leaves the group.
    async Task DoWithRetries(List<PendingItem<TItem, TResult>> group, long key, TimeSpan? lockPatience = null)
    {
        for (var pause = FirstPause; ; pause = pause * 2 > PauseMaximum ? PauseMaximum : pause * 2)
        {
            DismissTheImpatient(group);
            if (group.Count == 0)
                return;

            try
            {
                await Try(group, key, lockPatience ?? LockPatienceOf(group));
                return;
            }
            catch (Exception e) when (Outage.Is(e) && !IsLocked(e))
            {
                options.Retrying(log, e, group.Count);
                foreach (var pending in group)
                    pending.Outage = e;
            }

            await Task.Delay(pause);
        }
    }

    async Task Try(List<PendingItem<TItem, TResult>> group, long key, TimeSpan lockPatience)
    {
        var mayBeThere = group.Exists(pending => pending.Outage is not null);
        var attempt = new Attempt<TItem>(group.ConvertAll(pending => pending.Item), key, mayBeThere, lockPatience);
        var results = await Primary.Await(() => work(attempt));
        for (var i = 0; i < group.Count; i++)
            group[i].Result = results[i];

        PendingItem<TItem, TResult>.Release([.. group], static pending => pending.Complete());
    }

    // Before the first try too: whoever has given up by then has perhaps called it off elsewhere.
    static void DismissTheImpatient(List<PendingItem<TItem, TResult>> group)
    {
        var late = group.FindAll(pending => pending.IsAnswered || pending.IsGone || pending.IsImpatient);
        if (late.Count == 0)
            return;

        group.RemoveAll(late.Contains);
        PendingItem<TItem, TResult>.Release(late, static pending => pending.Dismiss("Its turn came too late."));
    }

    static void Refuse(PendingItem<TItem, TResult> pending, Exception e)
    {
        if (pending.Outage is null)
            pending.Fail(e);
        else
            pending.GiveUp();
    }

    static TimeSpan LockPatienceOf(List<PendingItem<TItem, TResult>> group) =>
        group.TrueForAll(pending => pending.Subject == group[0].Subject) ? LockPatience : BriefLockPatience;

    static bool IsLocked(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    void MarkSuspect(string subject, long gaveUpAt) => _suspects[subject] = new(
        Stopwatch.GetTimestamp() + (long)(Suspicion.TotalSeconds * Stopwatch.Frequency), gaveUpAt);

    readonly record struct Suspect(long Until, long GaveUpAt);
}

/// <summary>The log messages of groups.</summary>
static partial class GroupLog
{
    [LoggerMessage(36, LogLevel.Warning, "A group of {Count} could not be done yet; trying again")]
    public static partial void Retrying(ILogger log, Exception e, int count);

    [LoggerMessage(37, LogLevel.Error, "A piece of work was refused")]
    public static partial void Failed(ILogger log, Exception e);

    [LoggerMessage(120, LogLevel.Error,
        "A row of {Subject} is locked by somebody else: {Count} callers were told to come back. "
        + "'periksa lock list' shows who has it")]
    public static partial void Locked(ILogger log, string subject, int count);
}
