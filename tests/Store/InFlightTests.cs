using Periksa.Postgres.Groups;

namespace Periksa.Store.Tests;

public sealed class InFlightTests
{
    readonly InFlight<string> _inFlight = new();

    Task End(string name) => _inFlight.End(name, TimeSpan.FromSeconds(10));

    [Fact]
    public async Task Is_waited_for_no_longer_than_patience()
    {
        _ = _inFlight.Watch("slow", new TaskCompletionSource<int>().Task);

        await Assert.ThrowsAsync<TimeoutException>(() => _inFlight.End("slow", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task Is_waited_for_to_its_end_however_it_ends()
    {
        var (done, broken) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        _ = _inFlight.Watch("done", done.Task);
        _ = _inFlight.Watch("broken", broken.Task);
        var (one, other) = (End("done"), End("broken"));

        Assert.True(End("nothing").IsCompleted);
        Assert.False(one.IsCompleted || other.IsCompleted);
        done.SetResult(1);
        broken.SetException(new TimeoutException());
        await Task.WhenAll(one, other);
        Assert.True(End("done").IsCompleted);
    }

    /// <summary>Sent again while the queue is full, what was taken into it is still under way.</summary>
    [Fact]
    public async Task Is_not_forgotten_for_another_that_was_refused_at_once()
    {
        var first = new TaskCompletionSource<int>();
        _ = _inFlight.Watch("same", first.Task);

        await Assert.ThrowsAsync<TooBusyException>(
            () => _inFlight.Watch("same", Task.FromException<int>(new TooBusyException("full"))));

        var end = End("same");
        Assert.False(end.IsCompleted);
        first.SetResult(1);
        await end;
    }
}
