using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Periksa.Postgres.Groups;

/// <summary>One queue of a <see cref="GroupCommit{TItem, TResult}"/>, and who works it off.</summary>
/// <remarks>
/// Usually one group is on its way, and the next is formed when it is back. A group that is not back after a moment
/// waits for something: a locked row, a standby, a frozen server. It is left to itself, and the lane goes on over
/// another connection with everybody whose subject is not in it; so a stuck row delays its own subject alone.
/// </remarks>
sealed class Lane<TItem, TResult>(
    GroupOptions<TItem, TResult> options,
    Func<Attempt<TItem>, Task<IReadOnlyList<TResult>>> work,
    SpareConnections spare,
    ILogger log)
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    readonly Channel<PendingItem<TItem, TResult>> _queue =
        Channel.CreateUnbounded<PendingItem<TItem, TResult>>(new() { SingleReader = true });

    readonly GroupRun<TItem, TResult> _run = new(options, work, log);
    readonly List<Flight<TItem, TResult>> _flights = [];
    readonly HashSet<string> _inFlight = new(StringComparer.Ordinal);
    readonly HashSet<string> _inGroup = new(StringComparer.Ordinal);
    List<PendingItem<TItem, TResult>> _backlog = [];
    Task<bool>? _readable;
    int _waiting;
    bool _isComplete;

    /// <summary>The number of items that wait here.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public bool TryEnqueue(PendingItem<TItem, TResult> pending)
    {
        if (Interlocked.Increment(ref _waiting) <= options.QueueLimit && _queue.Writer.TryWrite(pending))
            return true;

        Interlocked.Decrement(ref _waiting);
        return false;
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Works until nothing more comes and everybody has an answer.</summary>
    public async Task Run()
    {
        while (true)
        {
            var isStarted = StartNext();
            if (!isStarted && _isComplete && _backlog.Count == 0 && _flights.TrueForAll(flight => flight.IsAnswered))
                return;

            await Wait(isStarted);
            Reap();
        }
    }

    bool StartNext()
    {
        var isFirst = _flights.Count == 0;
        if (!isFirst && !spare.TryTake())
        {
            Drain();
            return false;
        }

        var group = FormGroup();
        if (group.Count == 0)
        {
            if (!isFirst)
                spare.Return();
            return false;
        }

        Interlocked.Add(ref _waiting, -group.Count);
        var flight = new Flight<TItem, TResult>(group, isFirst ? null : spare);
        _flights.Add(flight);
        flight.Task = _run.Do(group);
        return true;
    }

    // The oldest that can go, with all that can go with it; whoever cannot stays in line.
    List<PendingItem<TItem, TResult>> FormGroup()
    {
        _inGroup.Clear();
        var group = new List<PendingItem<TItem, TResult>>();
        var left = _backlog.Count == 0 ? _backlog : [];
        foreach (var pending in _backlog)
        {
            if (!Joins(group, pending))
                left.Add(pending);
        }

        _backlog = left;
        while (group.Count < options.GroupLimit && _queue.Reader.TryRead(out var pending))
        {
            if (!Joins(group, pending))
                _backlog.Add(pending);
        }

        return group;
    }

    // Whoever cannot be begun is in sight at least, to be told so in time.
    void Drain()
    {
        while (_queue.Reader.TryRead(out var pending))
            _backlog.Add(pending);
    }

    bool Joins(List<PendingItem<TItem, TResult>> group, PendingItem<TItem, TResult> pending)
    {
        if (group.Count >= options.GroupLimit || _inFlight.Contains(pending.Subject))
            return false;

        var isSuspect = _run.IsSuspect(pending.Subject);
        if (group.Count > 0
            && (options.Kind(group[0].Item) != options.Kind(pending.Item)
                || ((isSuspect || _run.IsSuspect(group[0].Subject)) && group[0].Subject != pending.Subject)))
        {
            return false;
        }

        if (options.HasSubjectOnce && !_inGroup.Add(pending.Subject))
            return false;

        group.Add(pending);
        return true;
    }

    async Task Wait(bool isStarted)
    {
        if (isStarted)
        {
            await _flights[^1].WaitWhileYoung();
            return;
        }

        if (_flights.Count == 0 && _backlog.Count == 0)
        {
            _isComplete = !await Readable();
            _readable = null;
            return;
        }

        // Nothing can be started now: something comes back, somebody comes, or somebody loses patience.
        var events = new List<Task>(_flights.Select(flight => flight.Task)) { Task.Delay(Tick) };
        if (!_isComplete)
            events.Add(Readable());

        await Task.WhenAny(events);
        if (_readable is { IsCompletedSuccessfully: true } readable)
        {
            _isComplete = !readable.Result;
            _readable = null;
        }
    }

    Task<bool> Readable() => _readable ??= _queue.Reader.WaitToReadAsync().AsTask();

    void Reap()
    {
        for (var i = _flights.Count - 1; i >= 0; i--)
        {
            var flight = _flights[i];
            if (!flight.Task.IsCompleted)
                continue;

            flight.End();
            _flights.RemoveAt(i);
        }

        TakeBack();
        if (_flights.Count == 0 && _backlog.Count == 0 && _inFlight.Count == 0)
            return;

        _inFlight.Clear();
        foreach (var flight in _flights)
        {
            flight.DismissTheImpatient();
            _inFlight.UnionWith(flight.Subjects);
        }

        DismissFromBacklog();
    }

    // Those that are to be tried alone, since somebody in their group met a locked row.
    void TakeBack()
    {
        while (_run.Back.TryDequeue(out var pending))
        {
            Interlocked.Increment(ref _waiting);
            _backlog.Insert(0, pending);
        }
    }

    void DismissFromBacklog()
    {
        var late = _backlog.FindAll(pending => pending.IsGone || pending.IsImpatient || _run.IsLockedOut(pending));
        if (late.Count == 0)
            return;

        _backlog.RemoveAll(late.Contains);
        Interlocked.Add(ref _waiting, -late.Count);
        PendingItem<TItem, TResult>.Release(late, static pending => pending.Dismiss("Its turn came too late."));
    }
}
