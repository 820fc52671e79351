using Periksa.Store.Groups;

namespace Periksa.Store.Tests;

public sealed class UnderwayTests
{
    readonly Underway<string> _underway = new();

    [Fact]
    public async Task Is_waited_for_to_its_end_however_it_ends()
    {
        var (done, broken) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        _ = _underway.Watch("done", done.Task);
        _ = _underway.Watch("broken", broken.Task);
        var (one, other) = (_underway.End("done"), _underway.End("broken"));

        Assert.True(_underway.End("nothing").IsCompleted);
        Assert.False(one.IsCompleted || other.IsCompleted);
        done.SetResult(1);
        broken.SetException(new TimeoutException());
        await Task.WhenAll(one, other);
        Assert.True(_underway.End("done").IsCompleted);
    }

    /// <summary>Sent again while the queue is full, what was taken into it is still under way.</summary>
    [Fact]
    public async Task Is_not_forgotten_for_another_that_was_refused_at_once()
    {
        var first = new TaskCompletionSource<int>();
        _ = _underway.Watch("same", first.Task);

        await Assert.ThrowsAsync<TooBusyException>(
            () => _underway.Watch("same", Task.FromException<int>(new TooBusyException("full"))));

        var end = _underway.End("same");
        Assert.False(end.IsCompleted);
        first.SetResult(1);
        await end;
    }
}
