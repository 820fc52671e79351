namespace Periksa.Tests.Support;

/// <summary>A desk that answers nobody before the caller has gone.</summary>
public sealed class Lingering
{
    readonly TaskCompletionSource _begun = new();
    readonly TaskCompletionSource _ended = new();

    /// <summary>Somebody is being kept waiting.</summary>
    public Task Begun => _begun.Task;

    /// <summary>The desk has been told that nobody waits any more.</summary>
    public Task Ended => _ended.Task;

    public async Task UntilGone(CancellationToken gone)
    {
        await using var _ = gone.Register(() => _ended.TrySetResult());
        _begun.TrySetResult();
        await _ended.Task;
    }
}
