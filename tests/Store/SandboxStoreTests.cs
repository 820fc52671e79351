using Periksa.Sandbox.Store;

namespace Periksa.Store.Tests;

public sealed class SandboxStoreTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly TimeSpan Century = TimeSpan.FromDays(36_500);

    public async ValueTask InitializeAsync() => await shop.Reset();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Adds_what_is_missing_and_leaves_alone_what_a_user_changed()
    {
        await shop.Execute("""
            update partners set name = 'Mine', active = false, rate_per_second = 7, rate_burst = 7 where id = 'toko';
            update prices set amount = 1 where partner = 'toko';
            update credentials set api_key_hash = sha256('mine') where name = 'toko';
            delete from sandbox_accounts;
            delete from credentials where name = 'warung';
            """);

        await Task.WhenAll(shop.Load(), shop.Load(), shop.Load());

        Assert.Equal(("Mine", false, 7), await shop.Ask<(string, bool, int)>(
            "select name, active, rate_per_second from partners where id = 'toko'"));
        Assert.Equal(1, await shop.Ask<int>("select amount from prices where partner = 'toko'"));
        Assert.True(await shop.Ask<bool>("select api_key_hash = sha256('mine') from credentials where name = 'toko'"));
        Assert.Equal(1, await shop.Ask<int>("select count(*) from sandbox_accounts"));
        Assert.Equal(1, await shop.Ask<int>("select count(*) from credentials where name = 'warung'"));
        Assert.Equal(Money.Rupiah(500_000), await shop.Balance(Shop.Toko));
    }

    [Fact]
    public async Task Moves_the_clock_forward_and_makes_its_days_first()
    {
        Assert.True(await shop.Sandbox.Advance(TimeSpan.FromDays(1000), Century, CancellationToken.None));

        var day = BusinessDay.Of(TimeProvider.System.GetUtcNow().AddDays(1000));
        Assert.True(await shop.Ask<bool>(
            "select to_regclass('inquiries_' || to_char(@day::date, 'YYYYMMDD')) is not null", new { day }));
        Assert.False(await shop.Sandbox.Advance(TimeSpan.FromDays(36_000), Century, CancellationToken.None));
        Assert.Equal(1000 * 86_400, await shop.Ask<int>("select offset_seconds from sandbox_clock"));
    }

    [Fact]
    public async Task Goes_back_to_real_time_unless_something_lies_in_the_future()
    {
        var ahead = TimeProvider.System.GetUtcNow().AddDays(3);
        await shop.Sandbox.Advance(TimeSpan.FromDays(3), Century, CancellationToken.None);
        await shop.Execute("insert into daily_payments values (current_date + 2, now() + interval '2 days')");
        Assert.True(await shop.Sandbox.ReturnToRealTime(CancellationToken.None));
        Assert.Equal(0, await shop.Ask<int>("select offset_seconds from sandbox_clock"));
        Assert.Equal(0, await shop.Ask<int>("select count(*) from daily_payments"));

        await shop.Sandbox.Advance(TimeSpan.FromDays(3), Century, CancellationToken.None);
        await shop.Bill(1, ahead);
        Assert.False(await shop.Sandbox.ReturnToRealTime(CancellationToken.None));

        await shop.Reset();
        Assert.Equal((0, 0, 0), await shop.Ask<(int, int, int)>("""
            select (select count(*) from inquiries)::int, (select count(*) from invoices)::int,
                   (select offset_seconds from sandbox_clock)::int
            """));
        Assert.Equal(Money.Rupiah(500_000), await shop.Balance(Shop.Toko));
    }

    [Fact]
    public void Shows_real_time_moved_by_its_offset()
    {
        var clock = new SandboxClock { Offset = TimeSpan.FromDays(2) };

        Assert.Equal(2, (clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalDays, 0.001);
        Assert.True(clock.GetElapsedTime(clock.GetTimestamp()) < TimeSpan.FromHours(1));
    }
}
