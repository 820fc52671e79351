using System.Collections.Concurrent;

namespace Periksa.Disbursements;

/// <summary>Those who wait on this host for disbursements to end. They hear at once of an end on this host, and look
/// now and then for one on another.</summary>
sealed class AwaitedEnds
{
    // Each look is a question beside those of callers, and of two hosts one is the right one half the time.
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<DisbursementId, TaskCompletionSource<Disbursement>> _waiting = [];

    /// <param name="look">Finds the disbursement as it is now.</param>
    public async Task<Disbursement> Await(
        Disbursement debited, TimeSpan patience, Func<Task<Disbursement?>> look)
    {
        // Whoever tells does not run what waits.
        var told = _waiting.GetOrAdd(
            debited.Id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            for (var left = patience; left > TimeSpan.Zero; left -= LookEvery)
            {
                if (await Within(told.Task, left < LookEvery ? left : LookEvery) is { } ended)
                    return ended;

                if (await look() is { } now && now.Status.IsOver())
                    return now;
            }
        }
        catch (Exception e) when (e is TimeoutException or TooBusyException)
        {
            // The database has no word in time; the debit stands.
        }
        finally
        {
            _waiting.TryRemove(debited.Id, out _);
        }

        return debited;
    }

    public void Tell(Disbursement ended)
    {
        if (_waiting.TryGetValue(ended.Id, out var waiting))
            waiting.TrySetResult(ended);
    }

    static async Task<Disbursement?> Within(Task<Disbursement> told, TimeSpan pause) =>
        await Task.WhenAny(told, Task.Delay(pause)) == told ? await told : null;
}
