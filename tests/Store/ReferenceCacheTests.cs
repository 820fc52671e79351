using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Partners;
using Periksa.Sandbox.Store;

namespace Periksa.Store.Tests;

public sealed class ReferenceCacheTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Knows_partners_credentials_and_prices()
    {
        using var memory = await Open();

        var credential = memory.Find(new("sento"), new("toko"))!;

        Assert.True(credential.ApiKey!.Matches("key-of-toko"));
        Assert.False(credential.ApiKey.Matches("key-of-warung"));
        Assert.Equal(Money.Rupiah(1000), credential.Prices.At(shop.Clock.Now));
        Assert.Null(credential.Partner.Rate);
        Assert.Equal(new RateLimit(50, 100), memory.Find(new("sento"), new("warung"))!.Partner.Rate);
        Assert.Null(memory.Find(new("sento"), new("Toko")));
        Assert.Null(memory.Find(new("paydia"), new("toko")));
    }

    [Fact]
    public async Task Reads_a_sandboxs_clock_and_accounts_along()
    {
        var sandbox = new SandboxCache(new SandboxClock());
        using var memory = await Open(companion: sandbox);

        Assert.Equal("John Doe", sandbox.Find(new BankAccount("014", "0123456789"))!.HolderName);
    }

    [Theory]
    [InlineData("update partners set active = not active where id = 'warung'")]
    [InlineData("update credentials set addresses = '{10.0.0.0/8}' where name = 'warung'")]
    [InlineData("insert into prices values ('warung', 'sento', '2025-01-01', 5000)")]
    public async Task Learns_of_a_change_made_anywhere_within_a_second(string statement)
    {
        using var memory = await Open();
        await memory.StartAsync(CancellationToken.None);
        var before = memory.Find(new("sento"), new("warung"));

        await shop.Execute(statement);
        await Task.Delay(TimeSpan.FromSeconds(1));

        // A machine that is busy with other tests may take longer.
        for (var tries = 0; tries < 100 && ReferenceEquals(before, memory.Find(new("sento"), new("warung"))); tries++)
            await Task.Delay(100);

        Assert.NotSame(before, memory.Find(new("sento"), new("warung")));
        await memory.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Learns_what_is_owed_when_the_day_turns_and_when_it_is_paid()
    {
        var day = shop.Clock.Now;
        var invoice = await shop.Bill(1, day);
        using var memory = await Open();

        shop.Clock.Now = day.AddDays(1);
        await memory.Refresh(CancellationToken.None);
        Assert.Equal(new DateOnly(2025, 3, 11), memory.Find(new("sento"), new("toko"))!.Partner.OldestUnpaidDay);

        await shop.Invoices.Pay(new(Shop.Toko), invoice, shop.Clock.Now, CancellationToken.None);
        await shop.Payments.SettleBegun(CancellationToken.None);
        await memory.Refresh(CancellationToken.None);
        Assert.Null(memory.Find(new("sento"), new("toko"))!.Partner.OldestUnpaidDay);
    }

    [Fact]
    public async Task Tells_how_old_it_is()
    {
        using var unread = new ReferenceCache(
            shop.Source, shop.Budgets, Shop.Seals, shop.Clock, NullLogger<ReferenceCache>.Instance);
        using var memory = await Open();

        var before = Stopwatch.GetTimestamp();
        await memory.Refresh(CancellationToken.None);

        Assert.InRange(memory.LastRead, before, Stopwatch.GetTimestamp());
        Assert.InRange(memory.Age, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.MaxValue, unread.Age);
    }

    async Task<ReferenceCache> Open(ICompanionCache? companion = null)
    {
        var memory = new ReferenceCache(
            shop.Source, shop.Budgets, Shop.Seals, shop.Clock, NullLogger<ReferenceCache>.Instance,
            companion: companion);
        await memory.Refresh(CancellationToken.None);
        return memory;
    }
}
