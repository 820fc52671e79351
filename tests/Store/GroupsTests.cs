using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Store.Groups;

namespace Periksa.Store.Tests;

public sealed class GroupsTests
{
    readonly ConcurrentQueue<string> _begun = [];
    readonly ConcurrentQueue<string> _done = [];
    readonly TaskCompletionSource _gate = new();

    [Fact]
    public async Task Do_nothing_for_whoever_has_waited_too_long_for_a_turn()
    {
        var groups = Start(TimeSpan.FromMilliseconds(100), async item =>
        {
            if (item == "slow")
                await _gate.Task;
        });

        var slow = groups.Hand("slow", lane: 0);
        var late = groups.Hand("late", lane: 0);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        _gate.SetResult();

        Assert.Equal("slow", await slow);
        await Assert.ThrowsAsync<TooBusyException>(() => late);
        Assert.Equal("after", await groups.Hand("after", lane: 0));
        await groups.Stop();
        Assert.Equal(["slow", "after"], _done);
    }

    [Fact]
    public async Task Begin_nothing_for_a_caller_that_has_gone()
    {
        var groups = Start(TimeSpan.FromSeconds(10), item => item == "slow" ? _gate.Task : Task.CompletedTask);
        using var caller = new CancellationTokenSource();

        var slow = groups.Hand("slow", lane: 0, caller.Token);
        while (!_begun.Contains("slow"))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        var late = groups.Hand("late", lane: 0, caller.Token);
        await caller.CancelAsync();
        _gate.SetResult();

        Assert.Equal("slow", await slow);
        await Assert.ThrowsAsync<TooBusyException>(() => late);
        await groups.Stop();
        Assert.Equal(["slow"], _done);
    }

    [Fact]
    public async Task Take_nothing_into_a_full_queue()
    {
        var groups = Start(TimeSpan.FromSeconds(10), _ => _gate.Task);

        var handed = Enumerable.Range(0, 10).Select(i => groups.Hand($"{i}", lane: 0)).ToArray();

        Assert.All(handed[^3..], one => Assert.IsType<TooBusyException>(one.Exception!.InnerException));
        _gate.SetResult();
        await groups.Stop();
        await Task.WhenAny(Task.WhenAll(handed));
        Assert.Equal(handed.Count(one => one.IsCompletedSuccessfully), _done.Count);
    }

    /// <summary>A commit whose word was lost, and then a server that knows nobody any more.</summary>
    [Fact]
    public async Task Do_not_claim_to_know_what_an_outage_has_left_open()
    {
        var tries = 0;
        var groups = Start(TimeSpan.FromSeconds(10), _ => throw (tries++ == 0
            ? new NpgsqlException("away", new IOException())
            : new InvalidOperationException("refused")));

        await Assert.ThrowsAsync<TimeoutException>(() => groups.Hand("lost", lane: 0));
        await Assert.ThrowsAsync<InvalidOperationException>(() => groups.Hand("never begun", lane: 0));
        await groups.Stop();
    }

    [Fact]
    public async Task Give_up_on_a_database_that_stays_away()
    {
        var groups = Start(TimeSpan.FromMilliseconds(100), _ => throw new NpgsqlException("away", new IOException()));

        await Assert.ThrowsAsync<TimeoutException>(() => groups.Hand("lost", lane: 0));
        await groups.Stop();
    }

    // A lane of two places, one by one.
    Groups<string, string> Start(TimeSpan patience, Func<string, Task> work)
    {
        var groups = new Groups<string, string>(
            new(Workers: 1, GroupLimit: 1, QueueLimit: 2, patience),
            async group =>
            {
                _begun.Enqueue(group[0]);
                await work(group[0]);
                _done.Enqueue(group[0]);
                return group;
            },
            NullLogger.Instance);
        groups.Start();
        return groups;
    }
}
