using Periksa.Bills;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Inquiries that use up a key of the day, which is written with them.</summary>
public sealed class KeyedBillInquiryTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    BillStore _books = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero);
        _books = await shop.OpenBillBooks();
    }

    public async ValueTask DisposeAsync()
    {
        await _books.StopAsync(CancellationToken.None);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Are_told_what_is_there_and_use_their_key_up()
    {
        var bill = await shop.Make(shop.Bill());

        var found = await _books.Inquire(shop.Asks("1"));
        var again = await _books.Inquire(shop.Asks("1"));

        Assert.Equal(bill.Hash, Assert.Single(found!).Hash);
        Assert.Null(again);
        Assert.Equal((1, 1), await Written());
    }

    /// <summary>Whoever has no key asks in the same moment, and is told as much as ever.</summary>
    [Fact]
    public async Task Are_told_of_the_last_bill_that_expired_and_others_are_not()
    {
        await shop.Make(shop.Bill(BillType.Open) with { ValidUntil = shop.Clock.Now.AddMinutes(-2) });
        var expired = await shop.Make(
            shop.Bill() with { ValidUntil = shop.Clock.Now, At = shop.Clock.Now.AddSeconds(1) });
        var gone = await shop.Make(shop.Bill() with { ValidUntil = shop.Clock.Now });
        await shop.BillOffice().Void(new(Shop.Toko), gone.Hash, shop.Clock.Now, CancellationToken.None);

        var asked = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            _books.Inquire(i % 2 == 0
                ? shop.Asks($"{i}")
                : shop.Asks("") with { Keys = null, Channel = new("bank") })));

        Assert.All(asked.Where((_, i) => i % 2 == 0), found => Assert.Equal(expired.Hash, Assert.Single(found!).Hash));
        Assert.All(asked.Where((_, i) => i % 2 == 1), found => Assert.Empty(found!));
    }

    [Fact]
    public async Task Take_a_key_once_however_many_ask_at_once_on_any_number_of_hosts()
    {
        await shop.Make(shop.Bill());
        var other = await shop.OpenBillBooks();

        var found = await Task.WhenAll(Enumerable.Range(0, 400).Select(i =>
            (i % 2 == 0 ? _books : other).Inquire(shop.Asks($"{i / 4}"))));

        Assert.Equal(100, found.Count(bills => bills is not null));
        Assert.Equal((100, 100), await Written());
        await other.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Have_keys_of_the_day_that_they_name_and_of_their_own_caller()
    {
        var one = shop.Asks("1");
        var (before, after) = (one.Keys!.Day.AddDays(-1), one.Keys.Day.AddDays(400));

        Assert.NotNull(await _books.Inquire(one));
        Assert.NotNull(await _books.Inquire(one with { Keys = one.Keys with { Day = before } }));
        Assert.NotNull(await _books.Inquire(one with { Keys = one.Keys with { Day = after } }));
        Assert.NotNull(await _books.Inquire(
            one with { Channel = new(Banks.Second), Keys = one.Keys with { Caller = Banks.Second } }));
        Assert.Equal((4, 4), await Written());
    }

    /// <summary>The server has committed while nobody listens; then the connection breaks.</summary>
    [Fact]
    public async Task Keep_the_key_that_they_took_when_the_word_of_it_was_lost()
    {
        var bill = await shop.Make(shop.Bill());
        await using var cable = new Cable(shop.ConnectionString);
        await using var source = cable.Open();
        var books = new BillStore(
            source, source, Microsoft.Extensions.Logging.Abstractions.NullLogger<BillStore>.Instance);
        await books.StartAsync(CancellationToken.None);
        await books.Inquire(shop.Asks("before"));

        cable.SwallowAnswers();
        var waiting = books.Inquire(shop.Asks("lost"));
        while ((await Written()).Keys < 2)
            await Task.Delay(20);
        cable.Break();

        Assert.Equal(bill.Hash, Assert.Single((await waiting)!).Hash);
        Assert.Equal((2, 2), await Written());
        await books.StopAsync(CancellationToken.None);
    }

    async Task<(int Inquiries, int Keys)> Written() => (
        await shop.Ask<int>("select count(*) from bill_inquiries"),
        await shop.Ask<int>("select count(*) from day_keys"));
}
