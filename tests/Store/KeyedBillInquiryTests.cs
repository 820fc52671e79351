using Periksa.Bills;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Inquiries that use up a key of the day, which is written with them.</summary>
public sealed class KeyedBillInquiryTests(Shop shop) : TwoBillStores(shop)
{
    [Fact]
    public async Task Are_told_what_is_there_and_use_their_key_up()
    {
        var bill = await Shop.Make(Shop.Bill());

        var found = await Books.Inquire(Shop.Asks("1"));
        var again = await Books.Inquire(Shop.Asks("1"));

        Assert.Equal(bill.Hash, Assert.Single(found!).Hash);
        Assert.Null(again);
        Assert.Equal((1, 1), await Written());
    }

    /// <summary>Whoever has no key asks in the same moment, and is told as much as ever.</summary>
    [Fact]
    public async Task Are_told_of_the_last_bill_that_expired_and_others_are_not()
    {
        await Shop.Make(Shop.Bill(BillType.Open) with { ValidUntil = Shop.Clock.Now.AddMinutes(-2) });
        var expired = await Shop.Make(
            Shop.Bill() with { ValidUntil = Shop.Clock.Now, At = Shop.Clock.Now.AddSeconds(1) });
        var gone = await Shop.Make(Shop.Bill() with { ValidUntil = Shop.Clock.Now });
        await Shop.BillOffice().Void(new(Shop.Toko), gone.Hash, Shop.Clock.Now, CancellationToken.None);

        var asked = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Books.Inquire(i % 2 == 0
                ? Shop.Asks($"{i}")
                : Shop.Asks("") with { Keys = null, Channel = new("bank") })));

        Assert.All(asked.Where((_, i) => i % 2 == 0), found => Assert.Equal(expired.Hash, Assert.Single(found!).Hash));
        Assert.All(asked.Where((_, i) => i % 2 == 1), found => Assert.Empty(found!));
    }

    [Fact]
    public async Task Take_a_key_once_however_many_ask_at_once_on_any_number_of_hosts()
    {
        await Shop.Make(Shop.Bill());
        var other = await Shop.OpenBillBooks();

        var found = await Task.WhenAll(Enumerable.Range(0, 400).Select(i =>
            (i % 2 == 0 ? Books : other).Inquire(Shop.Asks($"{i / 4}"))));

        Assert.Equal(100, found.Count(bills => bills is not null));
        Assert.Equal((100, 100), await Written());
        await other.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Have_keys_of_the_day_that_they_name_and_of_their_own_caller()
    {
        var one = Shop.Asks("1");
        var (before, after) = (one.Keys!.Day.AddDays(-1), one.Keys.Day.AddDays(400));

        Assert.NotNull(await Books.Inquire(one));
        Assert.NotNull(await Books.Inquire(one with { Keys = one.Keys with { Day = before } }));
        Assert.NotNull(await Books.Inquire(one with { Keys = one.Keys with { Day = after } }));
        Assert.NotNull(await Books.Inquire(
            one with { Channel = new(Banks.Second), Keys = one.Keys with { Caller = Banks.Second } }));
        Assert.Equal((4, 4), await Written());
    }

    /// <summary>The server has committed while nobody listens; then the connection breaks.</summary>
    [Fact]
    public async Task Keep_the_key_that_they_took_when_the_word_of_it_was_lost()
    {
        var bill = await Shop.Make(Shop.Bill());
        await using var cable = new Cable(Shop.ConnectionString);
        await using var source = cable.Open();
        var books = new BillStore(
            source, source, Microsoft.Extensions.Logging.Abstractions.NullLogger<BillStore>.Instance);
        await books.StartAsync(CancellationToken.None);
        await books.Inquire(Shop.Asks("before"));

        cable.SwallowAnswers();
        var waiting = books.Inquire(Shop.Asks("lost"));
        while ((await Written()).Keys < 2)
            await Task.Delay(20);
        cable.Break();

        Assert.Equal(bill.Hash, Assert.Single((await waiting)!).Hash);
        Assert.Equal((2, 2), await Written());
        await books.StopAsync(CancellationToken.None);
    }

    async Task<(int Inquiries, int Keys)> Written() => (
        await Shop.Ask<int>("select count(*) from bill_inquiries"),
        await Shop.Ask<int>("select count(*) from day_keys"));
}
