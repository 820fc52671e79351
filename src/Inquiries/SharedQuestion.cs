namespace Periksa.Inquiries;

/// <summary>A question that is on its way, and everybody who waits for what comes of it. When the last has gone, its
/// connector is told that nobody waits any more.</summary>
sealed class SharedQuestion : IDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly TaskCompletionSource _begun = new();
    readonly Lock _lock = new();
    int _waiting = 1;
    bool _isStopped;

    public SharedQuestion(Func<SharedQuestion, CancellationToken, Task<LookupResult>> ask) => Result = Ask(ask);

    public Task<LookupResult> Result { get; }

    /// <summary>True once somebody outside is asked, so that what comes is no older than that.</summary>
    public bool IsAsking { get; set; }

    /// <summary>True once whoever asked does not wait any more, and others may.</summary>
    public bool IsOwnerGone { get; set; }

    /// <summary>Begins. What the connector does before it waits is done when this returns.</summary>
    public void Begin() => _begun.SetResult();

    /// <summary>Joins those who wait.</summary>
    /// <param name="isFresh">True for somebody who wants no answer that is there already.</param>
    /// <returns>False where nothing comes of it any more, or nothing that is wanted.</returns>
    public bool TryJoin(bool isFresh)
    {
        lock (_lock)
        {
            if (!MayBeJoined(isFresh))
                return false;

            _waiting++;
            return true;
        }
    }

    /// <summary>Leaves, once for each that has joined.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (--_waiting > 0 || _isStopped)
                return;

            _isStopped = true;
        }

        _stop.Cancel();
        _stop.Dispose();
    }

    // One that has its answer can be joined until that is learned.
    bool MayBeJoined(bool isFresh) => Result.IsCompleted
        ? !isFresh && Result is { IsCompletedSuccessfully: true, Result.IsFinal: true }
        : !_isStopped && (!isFresh || IsAsking);

    // A connector that throws before it waits is to look like any other that fails.
    async Task<LookupResult> Ask(Func<SharedQuestion, CancellationToken, Task<LookupResult>> ask)
    {
        await _begun.Task;
        return await ask(this, _stop.Token);
    }
}
