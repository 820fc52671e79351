using System.Diagnostics;

namespace Periksa.Postgres.Groups;

/// <summary>An item, and whoever waits for what comes of it.</summary>
sealed class PendingItem<TItem, TResult>(
    TItem item, string subject, GroupOptions<TItem, TResult> options, TimeSpan patience, CancellationToken gone)
{
    // Whoever waits goes on where this is completed, and that is never the lane's own thread: see Release.
    readonly TaskCompletionSource<TResult> _done = new();

    public TItem Item => item;

    public long Since { get; } = Stopwatch.GetTimestamp();

    public string Subject => subject;

    public TResult? Result { get; set; }

    /// <summary>The outage that it has met, since when it may be done or not; <c>null</c> for none.</summary>
    public Exception? Outage { get; set; }

    public Task<TResult> Done => _done.Task;

    public bool IsAnswered => _done.Task.IsCompleted;

    public bool IsImpatient =>
        Stopwatch.GetElapsedTime(Since) > patience
        || (Outage is not null && options.GiveUp.IsCancellationRequested);

    /// <summary>True if its caller has gone and it has met no outage: an item that was tried once is tried to its
    /// end, whoever waits for it.</summary>
    public bool IsGone => gone.IsCancellationRequested && Outage is null;

    public void Complete()
    {
        if (_done.TrySetResult(Result!))
            options.Waited?.Invoke(Stopwatch.GetElapsedTime(Since));
    }

    public void Fail(Exception e) => _done.TrySetException(e);

    /// <summary>Tells the caller that there is no room for it.</summary>
    public void Refuse()
    {
        if (options.Busy is { } busy)
            _done.TrySetResult(busy());
        else
            Fail(new TooBusyException("The queue is full."));
    }

    /// <summary>Tells the caller that nothing was done, or that this is not known.</summary>
    public void Dismiss(string why)
    {
        if (Outage is not null)
            Fail(Late(Outage));
        else
            Fail(options.Busy is null ? new TooBusyException(why) : new TimeoutException(why));
    }

    /// <summary>Tells the caller that it is under way, and may be done or not.</summary>
    public void GiveUp() => Fail(Late(Outage));

    /// <summary>Lets those go on who have an answer.</summary>
    /// <remarks>In a few long pieces of work, one a processor. Queued one by one, each would wake a thread or take its
    /// turn behind the next group's.</remarks>
    public static void Release(
        IReadOnlyList<PendingItem<TItem, TResult>> group, Action<PendingItem<TItem, TResult>> release)
    {
        var share = (group.Count + Environment.ProcessorCount - 1) / Environment.ProcessorCount;
        foreach (var part in group.Chunk(Math.Max(share, 1)))
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    foreach (var pending in part)
                        release(pending);
                },
                null);
        }
    }

    static TimeoutException Late(Exception? e) => new("The database was out of reach for too long.", e);
}
