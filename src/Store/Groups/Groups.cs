using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Periksa.Store.Groups;

/// <summary>Does in groups what many callers want at once: whatever has queued up while the last group was under
/// way is the next one.</summary>
/// <remarks>
/// A lone caller waits for nobody, and a thousand share a round trip and a flush. A group that meets an outage is
/// tried again, so what is done must be safe to do twice; a group that is refused is done one by one, and only the
/// guilty one hears of it. Whoever's turn comes too late hears so: <see cref="TooBusyException"/> when nothing was
/// tried yet, <see cref="TimeoutException"/> when an outage has left it open whether it is done. For a caller that has
/// gone, nothing is begun: it may be asking elsewhere by now what became of its wish.
/// </remarks>
/// <typeparam name="TItem">What is handed in.</typeparam>
/// <typeparam name="TResult">What comes of it.</typeparam>
sealed class Groups<TItem, TResult>
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan PauseMaximum = TimeSpan.FromMilliseconds(500);

    readonly Channel<Waiting>[] _queues;
    readonly Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> _work;
    readonly GroupLimits _limits;
    readonly ILogger _log;
    Task _workers = Task.CompletedTask;

    /// <param name="work">Does a group, and returns a result for each in the same order.</param>
    public Groups(
        GroupLimits limits, Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> work, ILogger log)
    {
        (_limits, _work, _log) = (limits, work, log);
        _queues =
        [
            .. Enumerable.Range(0, limits.Workers).Select(_ => Channel.CreateBounded<Waiting>(limits.QueueLimit)),
        ];
    }

    /// <summary>Hands something in. A full queue takes nothing: <see cref="TooBusyException"/>.</summary>
    /// <param name="lane">What shares one goes through the same worker, one group after the other.</param>
    /// <param name="gone">Says that the caller does not wait any more.</param>
    public Task<TResult> Hand(TItem item, int lane, CancellationToken gone = default)
    {
        var waiting = new Waiting(item, gone);
        return _queues[unchecked((uint)lane) % _queues.Length].Writer.TryWrite(waiting)
            ? waiting.Done
            : Task.FromException<TResult>(new TooBusyException("The queue is full."));
    }

    public void Start() => _workers = Task.WhenAll(
        _queues.Select(queue => Task.Run(() => Work(queue.Reader), CancellationToken.None)));

    /// <summary>Does what is queued, then stops.</summary>
    public Task Stop()
    {
        foreach (var queue in _queues)
            queue.Writer.TryComplete();

        return _workers;
    }

    async Task Work(ChannelReader<Waiting> queue)
    {
        var group = new List<Waiting>(_limits.GroupLimit);
        while (await queue.WaitToReadAsync())
        {
            while (group.Count < _limits.GroupLimit && queue.TryRead(out var next))
                group.Add(next);

            await DoGuarded(group);
            group.Clear();
        }
    }

    async Task DoGuarded(IReadOnlyList<Waiting> group)
    {
        if (group.Count == 0)
            return;

        var left = group.ToList();
        try
        {
            await DoWithRetries(left);
        }
        catch (Exception) when (left.Count > 1)
        {
            foreach (var waiting in left)
                await DoGuarded([waiting]);
        }
        catch (Exception e)
        {
            // The border of a background loop: an exception that ended it here would leave every later caller
            // waiting.
            GroupsLog.Failed(_log, e);
            Release(left, waiting => waiting.Fail(waiting.Outage is null ? e : Late(e)));
        }
    }

    // Whoever gets an answer leaves the group.
    async Task DoWithRetries(List<Waiting> group)
    {
        for (var pause = FirstPause; group.Count > 0; pause = pause * 2 > PauseMaximum ? PauseMaximum : pause * 2)
        {
            DismissTheImpatient(group);
            if (group.Count == 0)
                return;

            try
            {
                var results = await _work(group.ConvertAll(waiting => waiting.Item));
                for (var i = 0; i < group.Count; i++)
                    group[i].Result = results[i];

                Release([.. group], static waiting => waiting.Complete());
                group.Clear();
                return;
            }
            catch (Exception e) when (Outage.Is(e))
            {
                GroupsLog.Retrying(_log, e, group.Count);
                foreach (var waiting in group)
                    waiting.Outage = e;
            }

            await Task.Delay(pause);
        }
    }

    // Before the first try too: whoever has given up by then has perhaps called it off elsewhere.
    void DismissTheImpatient(List<Waiting> group)
    {
        var impatient = group.FindAll(waiting =>
            waiting.IsGone || Stopwatch.GetElapsedTime(waiting.Since) > _limits.Patience);

        if (impatient.Count == 0)
            return;

        Release(impatient, waiting => waiting.Fail(waiting.Outage is { } outage ? Late(outage) : NotBegun()));
        group.RemoveAll(impatient.Contains);
    }

    static TimeoutException Late(Exception e) => new("The database was out of reach for too long.", e);

    static TooBusyException NotBegun() => new("Its turn came too late, and nothing was done.");

    // In a few long pieces of work, one a processor: queued one by one, each would wake a thread.
    static void Release(IReadOnlyList<Waiting> group, Action<Waiting> release)
    {
        var share = (group.Count + Environment.ProcessorCount - 1) / Environment.ProcessorCount;
        foreach (var part in group.Chunk(Math.Max(share, 1)))
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    foreach (var waiting in part)
                        release(waiting);
                },
                null);
        }
    }

    sealed class Waiting(TItem item, CancellationToken gone)
    {
        // Whoever waits goes on where this is completed, and that is never the worker's own thread.
        readonly TaskCompletionSource<TResult> _done = new();

        public TItem Item { get; } = item;

        public TResult? Result { get; set; }

        public long Since { get; } = Stopwatch.GetTimestamp();

        /// <summary>What was tried once is tried to its end, whoever waits for it.</summary>
        public bool IsGone => gone.IsCancellationRequested && Outage is null;

        /// <summary>What it has met; since then it may be done or not.</summary>
        public Exception? Outage { get; set; }

        public Task<TResult> Done => _done.Task;

        public void Complete() => _done.TrySetResult(Result!);

        public void Fail(Exception e) => _done.TrySetException(e);
    }
}

/// <summary>What groups report.</summary>
static partial class GroupsLog
{
    [LoggerMessage(36, LogLevel.Warning, "A group of {Count} could not be done yet; trying again")]
    public static partial void Retrying(ILogger log, Exception e, int count);

    [LoggerMessage(37, LogLevel.Error, "A piece of work was refused")]
    public static partial void Failed(ILogger log, Exception e);
}

/// <param name="Workers">Queues, each with a worker and, while it works, a connection.</param>
/// <param name="GroupLimit">Pieces of work in one group at most.</param>
/// <param name="QueueLimit">Pieces of work that may wait for one worker; the next is refused at once.</param>
/// <param name="Patience">How long a piece of work may wait for its turn, or for a database that is out of
/// reach.</param>
sealed record GroupLimits(int Workers, int GroupLimit, int QueueLimit, TimeSpan Patience);
