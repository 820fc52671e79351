using Microsoft.Extensions.Logging;

namespace Periksa.Postgres.Groups;

/// <summary>Writes in groups what many callers want at once: whatever has queued up while the last group was being
/// written is the next one.</summary>
/// <remarks>
/// A lone caller waits for nobody, and a thousand share a round trip and a flush. A group that meets an outage is
/// tried again, so the work must be safe to do twice; one that is refused is halved until only the guilty one hears
/// of it. A write is never cancelled: its callers stop waiting at their patience, its connection is left to itself,
/// and the lane goes on with another (<see cref="Lane{TItem, TResult}"/>). Whoever's turn comes too late, and whoever
/// meets a row that somebody else has locked, hears <see cref="TooBusyException"/>: nothing was done. Once it is not
/// known whether it was done, it is <see cref="TimeoutException"/>. For a caller that has gone nothing is begun.
/// </remarks>
/// <typeparam name="TItem">What is handed in.</typeparam>
/// <typeparam name="TResult">What comes of it.</typeparam>
sealed class GroupCommit<TItem, TResult>
{
    readonly GroupOptions<TItem, TResult> _options;
    readonly Lane<TItem, TResult>[] _lanes;
    Task _running = Task.CompletedTask;

    /// <param name="work">Does one try at a group, and returns a result for each item in the same order.</param>
    /// <param name="connections">What a host's groups may have beyond one connection a lane.</param>
    public GroupCommit(
        GroupOptions<TItem, TResult> options,
        Func<Attempt<TItem>, Task<IReadOnlyList<TResult>>> work,
        ILogger log,
        SpareConnections? connections = null)
    {
        var spare = connections ?? new();
        _options = options;
        _lanes = new Lane<TItem, TResult>[options.Lanes];
        for (var i = 0; i < _lanes.Length; i++)
            _lanes[i] = new(options, work, spare, log);
    }

    /// <summary>Hands something in. A full queue takes nothing: the caller hears at once that it is busy.</summary>
    /// <param name="patience">How long this caller waits, where it is less than usual.</param>
    /// <param name="gone">Says that the caller does not wait any more.</param>
    public Task<TResult> Enqueue(TItem item, TimeSpan? patience = null, CancellationToken gone = default)
    {
        var subject = _options.Subject(item);
        var pending = new PendingItem<TItem, TResult>(item, subject, _options, patience ?? _options.Patience, gone);
        if (!LaneOf(_options.Lane?.Invoke(item) ?? subject).TryEnqueue(pending))
            pending.Refuse();

        return pending.Done;
    }

    /// <summary>The number of items that wait for their group, in all lanes.</summary>
    public int Waiting => _lanes.Sum(lane => lane.Waiting);

    public void Start() => _running = Task.WhenAll(_lanes.Select(lane => Task.Run(lane.Run, CancellationToken.None)));

    /// <summary>Does what is queued, then stops.</summary>
    public Task Stop()
    {
        foreach (var lane in _lanes)
            lane.Complete();

        return _running;
    }

    // As an int a hash may be negative.
    Lane<TItem, TResult> LaneOf(string key) =>
        _lanes[unchecked((uint)key.GetHashCode(StringComparison.Ordinal)) % _lanes.Length];
}
