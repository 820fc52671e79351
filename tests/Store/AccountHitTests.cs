using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Inquiries;
using Periksa.Inquiries.Remembering;
using Periksa.Inquiries.Routing;
using Periksa.Retention;

namespace Periksa.Store.Tests;

/// <summary>How often a provider was asked about an account on a day, by all hosts.</summary>
public sealed class AccountHitTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const string Count = "select coalesce(sum(hits), 0)::int from account_hits";

    const string Today = "select ((clock_timestamp() at time zone 'UTC') + interval '7 hours')::date";

    static readonly RouteName Route = new("speedcash");
    static readonly BankAccount Account = new("014", "0123456789");

    AccountHits _one = null!;
    AccountHits _other = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Execute("truncate account_hits, remembered_answers");
        (_one, _other) = (await Open(), await Open());
    }

    public async ValueTask DisposeAsync()
    {
        await _one.StopAsync(CancellationToken.None);
        await _other.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Are_never_more_than_may_be_however_many_hosts_ask_at_once(int most)
    {
        var accounts = Enumerable.Range(0, 20).Select(i => new BankAccount("014", $"{i}")).ToList();

        var counted = await Task.WhenAll(Enumerable.Range(0, 1000).Select(
            i => (i % 2 == 0 ? _one : _other).Count(Route, accounts[i % 20], most, default)));

        Assert.Equal(20 * most, counted.Count(day => day is not null));
        Assert.Equal(20 * most, await shop.Ask<int>(Count));
        Assert.Equal(most, await shop.Ask<int>("select max(hits) from account_hits"));
    }

    [Fact]
    public async Task Are_each_accounts_and_each_routes_own()
    {
        Assert.NotNull(await _one.Count(Route, Account, 1, default));
        Assert.Null(await _other.Count(Route, Account, 1, default));

        Assert.NotNull(await _other.Count(new("another"), Account, 1, default));
        Assert.NotNull(await _other.Count(Route, new("002", Account.Number), 1, default));
        Assert.NotNull(await _other.Count(Route, new("014", "01234567890"), 1, default));
    }

    /// <summary>Of WIB, by the database's clock: the sandbox's and the hosts' do not matter.</summary>
    [Fact]
    public async Task Begin_anew_with_the_day()
    {
        var day = await _one.Count(Route, Account, 1, default);
        Assert.Equal(await shop.Ask<DateOnly>(Today), day);
        await shop.Execute("update account_hits set day = day - 1");

        Assert.Equal(day, await _other.Count(Route, Account, 1, default));
        Assert.Null(await _one.Count(Route, Account, 1, default));
    }

    [Fact]
    public async Task Are_taken_back_once_where_nobody_was_reached()
    {
        var day = (await _one.Count(Route, Account, 2, default))!.Value;
        await _one.Count(Route, Account, 2, default);

        await _other.TakeBack(Route, Account, day);
        Assert.NotNull(await _one.Count(Route, Account, 2, default));
        Assert.Null(await _one.Count(Route, Account, 2, default));

        for (var i = 0; i < 5; i++)
            await _other.TakeBack(Route, Account, day);
        Assert.Equal(0, await shop.Ask<int>(Count));
    }

    /// <summary>The settings may have been changed since.</summary>
    [Fact]
    public async Task Go_by_the_limit_of_whoever_asks()
    {
        for (var i = 0; i < 3; i++)
            Assert.NotNull(await _one.Count(Route, Account, 3, default));

        Assert.Null(await _one.Count(Route, Account, 2, default));
        Assert.NotNull(await _one.Count(Route, Account, 4, default));
    }

    [Fact]
    public async Task Name_nobody()
    {
        await _one.Count(Route, Account, 3, default);

        Assert.Equal(
            "32 speedcash", await shop.Ask<string>("select length(account) || ' ' || route from account_hits"));
        Assert.DoesNotContain(
            Account.Number, await shop.Ask<string>("select h::text from account_hits h"), StringComparison.Ordinal);
    }

    /// <summary>The provider has not forgotten it.</summary>
    [Fact]
    public async Task Are_not_forgotten_with_what_is_remembered_of_the_account()
    {
        await _one.Count(Route, Account, 1, default);

        await Forgetting.Forget(shop.Source, [Account]);

        Assert.Null(await _other.Count(Route, Account, 1, default));
    }

    [Fact]
    public async Task Go_with_the_daily_retention_when_their_day_is_over()
    {
        await _one.Count(Route, Account, 1, default);
        await shop.Execute("insert into account_hits select day - n, route, account, 1, 1 from account_hits, "
            + "generate_series(1, 3) n");

        var outcome = await new DayRetention(shop.Source).Forget(_ => new(null), _ => { }, CancellationToken.None);

        Assert.Equal(3, outcome!.Forgotten);
        Assert.Equal(1, await shop.Ask<int>(Count));
    }

    async Task<AccountHits> Open()
    {
        var hits = new AccountHits(shop.Source, NullLogger<AccountHits>.Instance);
        await hits.StartAsync(CancellationToken.None);
        return hits;
    }
}
