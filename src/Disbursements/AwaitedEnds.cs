using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Periksa.Disbursements;

/// <summary>Those who wait on this host for disbursements to end. They hear at once of an end on this host, and look
/// now and then for one on another.</summary>
sealed partial class AwaitedEnds(ILogger log)
{
    // Each look is a question beside those of callers, and of two hosts one is the right one half the time. The second
    // comes before two seconds are over.
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(900);

    readonly ConcurrentDictionary<DisbursementId, TaskCompletionSource<Disbursement>> _waiting = [];

    /// <summary>Waits that long and no longer, whatever a look takes or comes to: the debit stands.</summary>
    /// <param name="look">Finds the disbursement as it is now.</param>
    public async Task<Disbursement> Await(
        Disbursement debited, TimeSpan patience, Func<Task<Disbursement?>> look)
    {
        // Whoever tells does not run what waits.
        var told = _waiting.GetOrAdd(
            debited.Id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var start = Stopwatch.GetTimestamp();
        try
        {
            for (var left = patience; left > TimeSpan.Zero; left = patience - Stopwatch.GetElapsedTime(start))
            {
                if (await Within(told.Task, left < LookEvery ? left : LookEvery) is { } ended)
                    return ended;

                left = patience - Stopwatch.GetElapsedTime(start);
                if (left > TimeSpan.Zero && await look().WaitAsync(left) is { } now && now.Status.IsOver())
                    return now;
            }
        }
        catch (TimeoutException)
        {
            // Its time is up, or the database's patience.
        }
        catch (Exception e)
        {
            Log.Blind(log, debited.Reference, e);
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

    static partial class Log
    {
        [LoggerMessage(144, LogLevel.Warning, "The end of transfer {Reference} could not be looked for")]
        public static partial void Blind(ILogger log, string reference, Exception e);
    }
}
