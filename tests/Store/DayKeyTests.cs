using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Partners;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Keys of requests that are not written down themselves, beside those of inquiries and transfers.</summary>
public sealed class DayKeyTests(Shop shop) : IClassFixture<Shop>
{
    static readonly DateOnly Day = new(2025, 3, 11);

    [Fact]
    public async Task Are_used_up_by_one_of_a_thousand_on_two_hosts()
    {
        await using var a = await Host.Open(shop);
        await using var b = await Host.Open(shop);
        var keys = new OnceKeys("snap:thousand", Day, "k", null);

        var used = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => (i % 2 == 0 ? a : b).Keys.Use(keys)));

        Assert.Single(used, id => id is not null);
    }

    [Fact]
    public async Task Are_each_caller_s_own_and_each_day_s_also_one_that_nobody_has_made_yet()
    {
        await using var host = await Host.Open(shop);
        var keys = new OnceKeys("snap:own", Day, "k", new Reference("r"));

        Assert.NotNull(await host.Keys.Use(keys));
        Assert.NotNull(await host.Keys.Use(keys with { Caller = "snap:other" }));
        Assert.NotNull(await host.Keys.Use(keys with { Day = new(2031, 1, 1) }));
        Assert.Null(await host.Keys.Use(keys with { Reference = null }));
    }

    [Fact]
    public async Task Are_those_of_inquiries_too()
    {
        await using var host = await Host.Open(shop);
        var log = await shop.OpenLog();
        var keys = new OnceKeys("snap:shared", Day, "k", null);

        await log.Record(shop.Keyed(keys));

        Assert.Null(await host.Keys.Use(keys));
    }

    [Fact]
    public async Task Are_found_to_be_one_s_own_when_the_word_about_a_commit_was_lost()
    {
        await using var cable = new Cable(shop.ConnectionString);
        await using var source = cable.Open();
        await using var host = await Host.Open(shop, source);
        await host.Keys.Use(new("snap:lost", Day, "warm", null));

        cable.SwallowAnswers();
        var uses = Enumerable.Range(0, 20).Select(i => host.Keys.Use(new("snap:lost", Day, $"{i}", null))).ToArray();
        for (var tries = 0; await Kept() < 2; tries++)
        {
            Assert.True(tries < 200, "The server never committed.");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        cable.Break();
        Assert.All(await Task.WhenAll(uses).WaitAsync(TimeSpan.FromSeconds(20)), id => Assert.NotNull(id));
        Assert.Equal(21, await Kept());
        Assert.Null(await host.Keys.Use(new("snap:lost", Day, "7", null)));

        Task<int> Kept() => shop.Ask<int>("select count(*)::int from day_keys where caller = 'snap:lost'");
    }

    sealed class Host : IAsyncDisposable
    {
        Host(DayKeys keys) => Keys = keys;

        public DayKeys Keys { get; }

        public static async Task<Host> Open(Shop shop, NpgsqlDataSource? source = null)
        {
            var keys = new DayKeys(source ?? shop.Source, shop.Clock, NullLogger<DayKeys>.Instance);
            await keys.StartAsync(CancellationToken.None);
            return new(keys);
        }

        public async ValueTask DisposeAsync() => await Keys.StopAsync(CancellationToken.None);
    }
}
