using Dapper;
using Periksa.Proof.SealedDays;

namespace Periksa.Store.Tests;

/// <summary>Who seals days, and when.</summary>
public sealed class DaySealsTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    readonly KeptLog<DaySeals> _log = new();

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    // The latest day that has been over for an hour.
    static DateOnly Due => BusinessDay.Of(Now - DaySeals.AfterItsEnd).AddDays(-1);

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.ForgetInquiries();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Seal_a_day_once_however_many_hosts_there_are()
    {
        var hosts = await Hosts(4);

        await Until(IsSealed, () => Task.WhenAll(hosts.Select(host => host.SealDue(CancellationToken.None))));

        Assert.Equal(Due, await shop.Ask<DateOnly>("select day from sealed_days"));
        Assert.Equal(6, await shop.Ask<int>("select count(*) from sealed_parts"));
        var head = await shop.Ask<string>("select encode(head, 'hex') from sealed_days");
        Assert.Equal($"Day {Due:yyyy-MM-dd} is sealed: head {head}", Assert.Single(Sealed));
        await shop.AssertProven();
    }

    [Fact]
    public async Task Go_on_from_the_last_sealed_day_without_a_gap()
    {
        await shop.Execute(
            "insert into sealed_days values (@day, sha256('x'), now())", new { day = Due.AddDays(-3) });

        await Until(IsSealed, await Sealing());

        Assert.Equal(4, await shop.Ask<int>("select count(*) from sealed_days"));
        Assert.Equal(Due, await shop.Ask<DateOnly>("select max(day) from sealed_days"));
    }

    [Fact]
    public async Task Wait_for_inquiries_that_are_still_open()
    {
        shop.Clock.Now = new(Due, new(23, 59, 59), BusinessDay.Wib);
        var inquiryLog = await shop.OpenLog();
        var open = shop.Opening(new("caller", Due, "key", new Reference("reference")));
        await inquiryLog.Open(open);

        var seal = await Sealing();
        await Until(() => Task.FromResult(_log.Texts.Any(IsAboutOpen)), seal);
        await seal();
        Assert.False(await IsSealed());

        await inquiryLog.Close(shop.Closing(open));
        await inquiryLog.StopAsync(CancellationToken.None);
        await Until(IsSealed, seal);
        Assert.Equal(1, await shop.Ask<long>("select rows from sealed_parts where part = 'inquiries'"));
    }

    [Fact]
    public async Task Wait_for_whatever_was_being_written_when_the_time_came()
    {
        await using var connection = await shop.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("select pg_current_xact_id()");
        var seal = await Sealing();

        await seal();
        await seal();
        Assert.False(await IsSealed());
        Assert.Contains(_log.Texts, text => text.Contains("was being written", StringComparison.Ordinal));

        await transaction.CommitAsync();
        await Until(IsSealed, seal);
    }

    [Fact]
    public async Task Follow_the_sandboxs_clock_forward_and_back()
    {
        await shop.Sandbox.Advance(TimeSpan.FromDays(3), TimeSpan.FromDays(10), CancellationToken.None);
        await Until(IsSealed, await Sealing());
        Assert.Equal(Due.AddDays(3), await shop.Ask<DateOnly>("select max(day) from sealed_days"));

        Assert.True(await shop.Sandbox.ReturnToRealTime(CancellationToken.None));
        Assert.Equal(0, await shop.Ask<int>("select count(*) from sealed_days where day >= @Due", new { Due }));

        await Until(IsSealed, await Sealing());
        await shop.Reset();
        Assert.Equal(0, await shop.Ask<int>("select count(*) from sealed_days"));
    }

    [Fact]
    public async Task Seal_nothing_right_after_the_clock_was_moved()
    {
        var host = (await Hosts(1))[0];
        await shop.Sandbox.Advance(TimeSpan.FromDays(3), TimeSpan.FromDays(10), CancellationToken.None);

        await host.SealDue(CancellationToken.None);
        Assert.Empty(_log.Texts);
        Assert.Equal(0, await shop.Ask<int>("select count(*) from sealed_days"));

        await Until(IsSealed, () => host.SealDue(CancellationToken.None));
    }

    IEnumerable<string> Sealed => _log.Texts
        .Where(text => text.Contains("is sealed: head", StringComparison.Ordinal)).Select(text => text.Trim());

    static bool IsAboutOpen(string text) =>
        text.Contains("is not sealed yet: 1 inquiries of it are open", StringComparison.Ordinal);

    /// <summary>Whether the last day is that is due, by the sandbox's clock.</summary>
    Task<bool> IsSealed() => shop.Ask<bool>(
        "select exists (select from sealed_days where day = day_of(clock_now() - @pause) - 1)",
        new { pause = DaySeals.AfterItsEnd });

    // Sealing waits for what is being written, and other tests write on the same server.
    static async Task Until(Func<Task<bool>> isDone, Func<Task> seal)
    {
        for (var tries = 0; !await isDone(); tries++)
        {
            Assert.True(tries < 300, "It is never done.");
            await seal();
            await Task.Delay(20);
        }
    }

    async Task<Func<Task>> Sealing()
    {
        var host = (await Hosts(1))[0];
        return () => host.SealDue(CancellationToken.None);
    }

    // Each has looked at the clock before.
    async Task<DaySeals[]> Hosts(int count)
    {
        var hosts = Enumerable.Range(0, count).Select(_ => new DaySeals(shop.Source, shop.Shared, _log)).ToArray();
        foreach (var host in hosts)
            await host.SealDue(CancellationToken.None);

        return hosts;
    }
}
