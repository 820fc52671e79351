using Periksa.Disbursements;

namespace Periksa.Store.Tests;

/// <summary>Callers that wait for their transfer's end.</summary>
public sealed class AwaitedEndTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    DisbursementStore _books = null!;
    Disbursement _debited = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load(Payers.In(Shop.World));
        shop.Clock.Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);
        await shop.TopUpAccount(Payers.Toko, 1_000_000);
        _books = await shop.OpenBooks();
        _debited = (await _books.Debit(shop.Wish("a"), isAwaited: true)).Disbursement!;
    }

    public async ValueTask DisposeAsync()
    {
        await _books.StopAsync(CancellationToken.None);
        await shop.AssertProven();
    }

    /// <summary>Others can still be called off for a moment.</summary>
    [Fact]
    public async Task Have_it_sent_at_once()
    {
        await _books.Debit(shop.Wish("b"));

        Assert.Equal("a", Assert.Single(await Take(_books)).Disbursement.Reference);
    }

    [Fact]
    public async Task Hear_of_it_from_their_own_host()
    {
        var waiting = _books.Await(_debited, Long);

        await End(_books);

        var ended = await waiting.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal((_debited.Id, DisbursementStatus.Success), (ended.Id, ended.Status));
    }

    [Fact]
    public async Task Hear_of_it_from_another_host()
    {
        var other = await shop.OpenBooks();
        var waiting = _books.Await(_debited, Long);

        await End(other);

        Assert.Equal(DisbursementStatus.Success, (await waiting.WaitAsync(TimeSpan.FromSeconds(5))).Status);
        await other.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Hear_of_one_that_came_before_they_waited()
    {
        await End(_books);

        var ended = await _books.Await(_debited, Long).WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(DisbursementStatus.Success, ended.Status);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(700)]
    public async Task Go_on_as_they_were_when_the_time_is_up(int milliseconds)
    {
        var waited = await _books.Await(_debited, TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(_debited, waited);
    }

    async Task End(DisbursementStore books)
    {
        var payout = Assert.Single(await Take(books));
        var heard = payout.Disbursement.Hear(new PayoutReply.Paid("Cengkal Marpaung"), shop.Clock.Now);
        Assert.True(await books.End(heard, "the bank has paid", callback: null));
    }

    Task<IReadOnlyList<OpenPayout>> Take(DisbursementStore books) => books.Take(Payers.Room, shop.Clock.Now);
}
