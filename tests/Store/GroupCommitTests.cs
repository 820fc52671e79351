using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Postgres.Groups;

namespace Periksa.Store.Tests;

public sealed class GroupCommitTests
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

        var slow = groups.Enqueue("slow");
        var late = groups.Enqueue("late");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        _gate.SetResult();

        await Assert.ThrowsAsync<TimeoutException>(() => slow);
        await Assert.ThrowsAsync<TooBusyException>(() => late);
        Assert.Equal("after", await groups.Enqueue("after"));
        await groups.Stop();
        Assert.Equal(["slow", "after"], _done);
    }

    [Fact]
    public async Task Begin_nothing_for_a_caller_that_has_gone()
    {
        var groups = Start(TimeSpan.FromSeconds(10), item => item == "slow" ? _gate.Task : Task.CompletedTask);
        using var caller = new CancellationTokenSource();

        var slow = groups.Enqueue("slow", gone: caller.Token);
        while (!_begun.Contains("slow"))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        var late = groups.Enqueue("late", gone: caller.Token);
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

        var handed = Enumerable.Range(0, 10).Select(i => groups.Enqueue($"{i}")).ToArray();

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

        await Assert.ThrowsAsync<TimeoutException>(() => groups.Enqueue("lost"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => groups.Enqueue("never begun"));
        await groups.Stop();
    }

    [Fact]
    public async Task Give_up_on_a_database_that_stays_away()
    {
        var groups = Start(TimeSpan.FromMilliseconds(100), _ => throw new NpgsqlException("away", new IOException()));

        await Assert.ThrowsAsync<TimeoutException>(() => groups.Enqueue("lost"));
        await groups.Stop();
    }

    /// <summary>Somebody else holds a row: whoever needs it hears so in two seconds, and nobody else hears of
    /// it.</summary>
    [Fact]
    public async Task Lets_a_locked_row_delay_its_own_subject_alone()
    {
        var groups = WideGroups.Start(attempt => attempt.Items.Contains("stuck")
            ? WaitForLock(attempt.LockPatience)
            : Task.CompletedTask);

        var patience = Stopwatch.StartNew();
        var stuck = Enumerable.Range(0, 20).Select(_ => groups.Enqueue("stuck")).ToArray();
        var first = groups.Enqueue("free");
        var later = new List<TimeSpan>();
        while (!stuck[0].IsCompleted)
        {
            var asked = Stopwatch.GetTimestamp();
            await groups.Enqueue("free");
            later.Add(Stopwatch.GetElapsedTime(asked));
        }

        foreach (var one in stuck)
            await Assert.ThrowsAsync<TooBusyException>(() => one);

        Assert.Equal("free", await first);
        Assert.InRange(patience.Elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2.8));
        Assert.True(later.Count > 10, $"Only {later.Count} others had their turn.");
        Assert.True(later.Max() < TimeSpan.FromSeconds(1), $"Another waited for {later.Max()}.");
        await groups.Stop();
    }

    [Fact]
    public async Task Finds_the_guilty_one_of_a_refused_group_and_does_the_rest()
    {
        var tries = 0;
        var groups = WideGroups.Start(attempt =>
        {
            tries++;
            return attempt.Items.Contains("guilty")
                ? throw new InvalidOperationException("refused")
                : Task.CompletedTask;
        }, isStarted: false);
        var all = Enumerable.Range(0, 64).Select(i => groups.Enqueue(i == 40 ? "guilty" : $"{i}")).ToArray();
        groups.Start();

        await Assert.ThrowsAsync<InvalidOperationException>(() => all[40]);
        await Task.WhenAll(all.Where((_, i) => i != 40));
        Assert.InRange(tries, 7, 14);
        await groups.Stop();
    }

    [Fact]
    public async Task Has_a_subject_once_in_a_group_where_that_is_asked_for()
    {
        var all = new ConcurrentQueue<string>();
        var groups = new GroupCommit<string, string>(
            WideGroups.Settings(item => item[..1]) with { HasSubjectOnce = true },
            attempt =>
            {
                all.Enqueue(string.Join(' ', attempt.Items));
                return Task.FromResult(attempt.Items);
            },
            NullLogger.Instance);
        var handedIn = new[] { "a1", "a2", "b1", "a3", "b2", "c1" }.Select(item => groups.Enqueue(item)).ToArray();
        groups.Start();
        await Task.WhenAll(handedIn);
        await groups.Stop();
        Assert.Equal(["a1 b1 c1", "a2 b2", "a3"], all);
    }

    /// <summary>An outage, that is: what has met none is still tried.</summary>
    [Fact]
    public async Task Wait_for_no_outage_any_more_once_they_give_up()
    {
        using var giveUp = new CancellationTokenSource();
        var groups = new GroupCommit<string, string>(
            WideGroups.Settings(item => item) with { Patience = TimeSpan.MaxValue, GiveUp = giveUp.Token },
            attempt => attempt.Items.Contains("lost")
                ? throw new NpgsqlException("away", new IOException())
                : Task.FromResult(attempt.Items),
            NullLogger.Instance);
        groups.Start();
        var lost = groups.Enqueue("lost");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.False(lost.IsCompleted);
        await giveUp.CancelAsync();
        Assert.Same(lost, await Task.WhenAny(lost, Task.Delay(5000, TestContext.Current.CancellationToken)));
        Assert.IsType<TimeoutException>(lost.Exception!.InnerException);
        Assert.Equal("free", await groups.Enqueue("free").WaitAsync(TimeSpan.FromSeconds(2)));
        await groups.Stop();
    }

    // As PostgreSQL does: it waits that long, and then says that the lock is not available.
    static async Task WaitForLock(TimeSpan patience)
    {
        await Task.Delay(patience);
        throw new PostgresException("canceling statement due to lock timeout", "ERROR", "ERROR", "55P03");
    }

    // A lane of two places, one by one, and nothing to spare.
    GroupCommit<string, string> Start(TimeSpan patience, Func<string, Task> work)
    {
        var groups = new GroupCommit<string, string>(
            new(Lanes: 1, GroupLimit: 1, QueueLimit: 2, patience, item => item),
            async attempt =>
            {
                _begun.Enqueue(attempt.Items[0]);
                await work(attempt.Items[0]);
                _done.Enqueue(attempt.Items[0]);
                return attempt.Items;
            },
            NullLogger.Instance,
            new(0));
        groups.Start();
        return groups;
    }
}
