using System.Diagnostics;

namespace Periksa.Postgres.Groups;

/// <summary>A group on its way to the database and back.</summary>
sealed class Flight<TItem, TResult>(List<PendingItem<TItem, TResult>> group, SpareConnections? spare)
{
    /// <summary>Until then a lane waits for its group; after it, the group is left to itself.</summary>
    static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(200);

    readonly long _since = Stopwatch.GetTimestamp();

    // A group that is retried shrinks; who was in it at first is asked for by the lane.
    readonly PendingItem<TItem, TResult>[] _passengers = [.. group];

    public Task Task { get; set; } = Task.CompletedTask;

    public bool IsSlow => Stopwatch.GetElapsedTime(_since) >= Usual;

    public bool IsAnswered => Array.TrueForAll(_passengers, pending => pending.IsAnswered);

    public IEnumerable<string> Subjects => _passengers.Select(pending => pending.Subject);

    public async Task WaitWhileYoung()
    {
        var left = Usual - Stopwatch.GetElapsedTime(_since);
        if (left <= TimeSpan.Zero)
            return;

        try
        {
            await Task.WaitAsync(left);
        }
        catch (TimeoutException)
        {
            // It is slow.
        }
    }

    /// <summary>Tells callers that have waited long enough that the outcome is not known.</summary>
    public void DismissTheImpatient()
    {
        foreach (var pending in _passengers)
        {
            if (!pending.IsAnswered && pending.IsImpatient)
                ThreadPool.UnsafeQueueUserWorkItem(static one => one.GiveUp(), pending, preferLocal: false);
        }
    }

    public void End() => spare?.Return();
}
