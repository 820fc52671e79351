using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Partners;

namespace Periksa.Store.Tests;

public sealed class LeniencyTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly Partner Toko = new(new(Shop.Toko), Active: true);
    static readonly Partner Warung = new(new(Shop.Warung), Active: true);

    public async ValueTask InitializeAsync() => await shop.Execute("truncate laxities");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Is_counted_for_each_partner_and_dialect_and_written_down_at_the_end()
    {
        using var one = Begin();
        using var other = Begin();
        await Task.WhenAll(one.StartAsync(default), other.StartAsync(default));

        for (var i = 0; i < 100; i++)
        {
            one.Count(Toko, new("paydia"), "X-EXTERNAL-ID");
            (i % 2 == 0 ? one : other).Count(Warung, new("paydia"), "X-EXTERNAL-ID");
            other.Count(Toko, new("ifortepay"), "hex signature");
        }

        await Task.WhenAll(one.StopAsync(default), other.StopAsync(default));

        Assert.Equal(
            "toko ifortepay hex signature 100, toko paydia X-EXTERNAL-ID 100, warung paydia X-EXTERNAL-ID 100",
            await Counted());
        Assert.True(await shop.Ask<bool>(
            "select bool_and(last_at = @now) from laxities", new { now = shop.Clock.Now.UtcDateTime }));
    }

    [Fact]
    public async Task Is_written_down_within_two_seconds_while_the_host_runs()
    {
        using var leniencies = Begin();
        await leniencies.StartAsync(default);
        leniencies.Count(Toko, new("paydia"), "CHANNEL-ID");

        for (var tries = 0; await Counted() is null; tries++)
        {
            Assert.True(tries < 100, "It was not written down.");
            await Task.Delay(50);
        }

        await leniencies.StopAsync(default);
        Assert.Equal("toko paydia CHANNEL-ID 1", await Counted());
    }

    [Fact]
    public async Task Is_lost_without_harm_where_the_database_is_gone()
    {
        var gone = NpgsqlDataSource.Create(shop.ConnectionString);
        await gone.DisposeAsync();
        using var leniencies = Begin(gone);
        await leniencies.StartAsync(default);

        leniencies.Count(Toko, new("paydia"), "CHANNEL-ID");

        await leniencies.StopAsync(default);
        Assert.Null(await Counted());
    }

    Leniencies Begin(NpgsqlDataSource? source = null) =>
        new(source ?? shop.Source, shop.Clock, NullLogger<Leniencies>.Instance);

    Task<string?> Counted() => shop.Ask<string?>("""
        select string_agg(concat_ws(' ', partner, dialect, what, count), ', ' order by partner, dialect) from laxities
        """);
}
