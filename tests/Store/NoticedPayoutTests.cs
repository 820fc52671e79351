using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Disbursements;

namespace Periksa.Store.Tests;

/// <summary>What a provider says about a payout without being asked: it is asked about at once, and no more
/// often than that helps.</summary>
public sealed class NoticedPayoutTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly ConnectorName Main = new("singapay-main:01PAYS");
    static readonly PayoutOrderId Order = PayoutOrderId.Of(new(Payers.Toko), new("a"));
    static readonly PayoutRoom Room = Payers.Room with { Connectors = [Main.Value] };
    static readonly PayoutNotice Paid = new(Order, true, 200);

    DisbursementStore _books = null!;
    PayoutNotices _notices = null!;

    DateTimeOffset Now => shop.Clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load(Payers.In(Shop.World));
        shop.Clock.Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);
        await shop.TopUpAccount(Payers.Toko, 1_000_000);
        _books = await shop.OpenBooks();
        _notices = new(
            new(shop.Source), new(shop.Source), new(new CarelessBank()), shop.Clock,
            NullLogger<PayoutNotices>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _books.StopAsync(CancellationToken.None);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Has_one_that_waits_be_due_at_once()
    {
        await Wait();
        Assert.Empty(await _books.Take(Room, Now));

        Assert.True(await _notices.Hear(Main, Paid));

        var due = Assert.Single(await _books.Take(Room, Now));
        Assert.True(due.MayHaveBeenSent);   // it is asked about
    }

    /// <summary>Who knows an old one can send it all day.</summary>
    [Fact]
    public async Task Has_it_be_due_once_a_second_however_often_it_is_said()
    {
        await Wait();
        await _notices.Hear(Main, Paid);
        await PutBack(Assert.Single(await _books.Take(Room, Now)));

        for (var i = 0; i < 5; i++)
            Assert.True(await _notices.Hear(Main, Paid));

        Assert.Empty(await _books.Take(Room, Now));
        shop.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Single(await _books.Take(Room, Now));
    }

    /// <summary>What the bank has answered may be older than the notice.</summary>
    [Fact]
    public async Task Has_one_that_is_in_hand_be_due_a_second_after_it_is_put_back()
    {
        await Wait();
        shop.Clock.Now += TimeSpan.FromMinutes(15);
        var inHand = Assert.Single(await _books.Take(Room, Now));

        Assert.False(await _notices.Hear(Main, Paid));
        Assert.Empty(await _books.Take(Room, Now));   // one host at a time
        await PutBack(inHand);

        shop.Clock.Now += TimeSpan.FromSeconds(1);
        await PutBack(Assert.Single(await _books.Take(Room, Now)));
        shop.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Empty(await _books.Take(Room, Now));   // and once for one notice
    }

    /// <summary>It may end by what the bank said before.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_to_come_again_when_it_is_about_one_that_is_in_hand(bool isPaid)
    {
        await Wait();
        shop.Clock.Now += TimeSpan.FromMinutes(15);
        await _books.Take(Room, Now);

        Assert.False(await _notices.Hear(Main, new(Order, isPaid, 200)));
        await shop.LetLeasesRunOut();
        Assert.True(await _notices.Hear(Main, new(Order, isPaid, 200)));
    }

    [Fact]
    public async Task Is_about_whoever_was_given_the_order_under_whatever_account()
    {
        await Wait();

        Assert.True(await _notices.Hear(new("singapay-main:01ANOTHER"), Paid));

        Assert.Single(await _books.Take(Room, Now));
    }

    [Fact]
    public async Task Changes_nothing_about_an_order_that_nobody_was_given()
    {
        await Wait();

        Assert.True(await _notices.Hear(Main, new(PayoutOrderId.Of(new(Payers.Warung), new("a")), true, 200)));
        Assert.True(await _notices.Hear(Main, new(null, null, 200)));

        Assert.Empty(await _books.Take(Room, Now));
    }

    [Fact]
    public async Task Changes_nothing_about_one_that_was_never_sent()
    {
        await _books.Debit(shop.Wish("a") with { Connector = Main });

        Assert.False(await _notices.Hear(Main, Paid));

        Assert.Empty(await _books.Take(Room, Now));
    }

    /// <summary>What hosts compute, and what is indexed.</summary>
    [Fact]
    public async Task Is_found_by_the_name_that_it_was_sent_under()
    {
        Assert.Equal(
            PayoutOrderId.Of(new("01JZ-ü"), new("a/b")).Value,
            await shop.Ask<Guid>("select payout_order('01JZ-ü', 'a/b')"));
        Assert.True(await shop.Ask<bool>("select payout_order('x', 'y') = payout_order_id('x', 'y')"));
    }

    // Sent, without a word, and due in a quarter of an hour.
    async Task Wait()
    {
        await _books.Debit(shop.Wish("a") with { Connector = Main });
        shop.Clock.Now += Pauses.BeforeSending;
        await PutBack(Assert.Single(await _books.Take(Room, Now)));
    }

    Task PutBack(OpenPayout payout) => _books.PutBack(payout, Now, Now.AddMinutes(15), "no word", sentUntil: null);
}
