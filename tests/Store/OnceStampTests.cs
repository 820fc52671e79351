using Periksa.Partners;

namespace Periksa.Store.Tests;

/// <summary>Stamps that are good once, on any number of hosts.</summary>
public sealed class OnceStampTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const string Stamp = "2026-11-28T16:14:10+07:00";

    static readonly Partner Toko = new(new(Shop.Toko), Active: true);
    static readonly Credential Caller = new(new("paydia"), new("8f54"), Toko);

    public async ValueTask InitializeAsync() => await shop.Execute("truncate once_stamps");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Are_taken_once_by_one_of_a_hundred_on_three_hosts()
    {
        var hosts = Enumerable.Range(0, 3).Select(_ => Host()).ToArray();

        var used = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => Task.Run(() => hosts[i % hosts.Length].Use(Caller, Stamp))));

        Assert.Single(used, isFirst => isFirst);
    }

    [Fact]
    public async Task Are_each_caller_s_own_and_each_text_s()
    {
        Assert.True(await Host().Use(Caller, Stamp));
        Assert.True(await Host().Use(Caller with { Name = new("0c5a") }, Stamp));
        Assert.True(await Host().Use(Caller with { Dialect = new("ifortepay") }, Stamp));
        Assert.True(await Host().Use(Caller, "2026-11-28T16:14:11+07:00"));
        Assert.False(await Host().Use(Caller, Stamp));
    }

    /// <summary>A stamp that lies ahead is near for that long.</summary>
    [Fact]
    public async Task Are_kept_for_twice_the_tolerance_and_then_forgotten()
    {
        await Host().Use(Caller, Stamp);
        Assert.Equal(600, await shop.Ask<double>(
            "select extract(epoch from until - now())::float8 from once_stamps"), tolerance: 60.0);

        await shop.Execute("update once_stamps set until = now() - interval '1 s'");
        await Host().Use(Caller, "another");

        Assert.Equal("another", await shop.Ask<string>("select stamp from once_stamps"));
    }

    OnceStamps Host() => new(shop.Source, TimeSpan.FromMinutes(5));
}
