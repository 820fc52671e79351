namespace Periksa.Store.Tests;

/// <summary>Writes that do not come back, and the connections that take their place.</summary>
public sealed class SpareConnectionTests
{
    readonly TaskCompletionSource _gate = new();

    /// <summary>A standby that is away, or a server that is frozen: its callers hear at their patience that nobody
    /// knows, and what is sent is never called off.</summary>
    [Fact]
    public async Task Leaves_a_write_that_does_not_come_back_to_itself_and_goes_on_with_another()
    {
        var groups = WideGroups.Start(
            attempt => attempt.Items.Contains("lost") ? _gate.Task : Task.CompletedTask,
            TimeSpan.FromSeconds(1));

        var lost = groups.Enqueue("lost");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        var behind = groups.Enqueue("lost");
        Assert.Equal("free", await groups.Enqueue("free").WaitAsync(TimeSpan.FromSeconds(1)));

        await Assert.ThrowsAsync<TimeoutException>(() => lost.WaitAsync(TimeSpan.FromSeconds(2)));
        await Assert.ThrowsAsync<TooBusyException>(() => behind.WaitAsync(TimeSpan.FromSeconds(2)));
        Assert.Equal("free", await groups.Enqueue("free").WaitAsync(TimeSpan.FromSeconds(1)));

        _gate.SetResult();
        Assert.Equal("lost", await groups.Enqueue("lost").WaitAsync(TimeSpan.FromSeconds(1)));
        await groups.Stop();
    }

    [Fact]
    public async Task Uses_no_more_connections_than_it_has_to_spare()
    {
        var (atWork, most) = (0, 0);
        var groups = WideGroups.Start(async _ =>
        {
            InterlockedMaximum(ref most, Interlocked.Increment(ref atWork));
            await _gate.Task;
            Interlocked.Decrement(ref atWork);
        }, TimeSpan.FromSeconds(2), spare: 3);

        var waiting = new List<Task<string>>();
        for (var i = 0; i < 10; i++)
        {
            waiting.Add(groups.Enqueue($"{i}"));
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }

        Assert.Equal(4, most);
        await Task.WhenAny(Task.WhenAll(waiting));
        Assert.All(waiting, one => Assert.True(one.IsFaulted));
        _gate.SetResult();
        await groups.Stop();
    }

    /// <summary>What was sent to a server that is not the primary any more takes up no connection for good.</summary>
    [Fact]
    public async Task Forgets_what_a_former_primary_never_answered()
    {
        var groups = WideGroups.Start(
            attempt => attempt.Items.Contains("lost") ? _gate.Task : Task.CompletedTask,
            TimeSpan.FromMilliseconds(600),
            spare: 0);

        await Assert.ThrowsAsync<TimeoutException>(() => groups.Enqueue("lost"));
        await Assert.ThrowsAsync<TooBusyException>(() => groups.Enqueue("free"));
        Primary.HasChanged();
        Assert.Equal("free", await groups.Enqueue("free").WaitAsync(TimeSpan.FromSeconds(1)));
        await groups.Stop();
    }

    static void InterlockedMaximum(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
