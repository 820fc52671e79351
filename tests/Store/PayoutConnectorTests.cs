using Periksa.Disbursements;

namespace Periksa.Store.Tests;

/// <summary>Whom a disbursement was given to, and until when it may have been sent.</summary>
public sealed class PayoutConnectorTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly ConnectorName Main = new("singapay-main:01PAYS");

    static readonly PayoutRoom Room = Payers.Room with { Connectors = [Main.Value] };

    DisbursementStore _books = null!;

    DateTimeOffset Now => shop.Clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load(Payers.In(Shop.World));
        shop.Clock.Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);
        await shop.TopUpAccount(Payers.Toko, 1_000_000);
        _books = await shop.OpenBooks();
    }

    public async ValueTask DisposeAsync()
    {
        await _books.StopAsync(CancellationToken.None);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Are_written_with_the_debit_and_read_again()
    {
        await Debit("a", Main);
        await Debit("b", null);

        Assert.Equal(Main, (await _books.Find(new(Payers.Toko), new("a")))!.Connector);
        Assert.Null((await _books.Find(new(Payers.Toko), new("b")))!.Connector);
        var taken = await _books.Take(Room, Now);
        Assert.Equal([Main, null], taken.Select(payout => payout.Disbursement.Connector));
    }

    [Theory]
    [InlineData("update disbursements set connector = 'another:01PAYS' where reference = 'a'")]
    [InlineData("update disbursements set connector = null where reference = 'a'")]
    [InlineData("update disbursements set connector = 'another:01PAYS' where reference = 'b'")]
    public async Task Never_change(string statement)
    {
        await Debit("a", Main);
        await Debit("b", null);

        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => shop.Execute(statement));
        Assert.Contains("are facts", refusal.MessageText, StringComparison.Ordinal);
    }

    /// <summary>Another may have sent it since, and that may be paid: the money stays where it is.</summary>
    [Fact]
    public async Task Are_not_given_back_for_the_word_of_a_host_that_stood_still_meanwhile()
    {
        await Debit("a", Main);
        var stood = Assert.Single(await _books.Take(Room, Now));
        await shop.LetLeasesRunOut();
        var next = Assert.Single(await _books.Take(Room, Now));
        var no = stood.Disbursement.Hear(new PayoutReply.Rejected(new("LIMIT", "a limit")), Now);

        Assert.False(await _books.End(no, "a limit", callback: null, stood.Claim));
        Assert.Equal(DisbursementStatus.Paying, (await _books.Find(new(Payers.Toko), new("a")))!.Status);
        Assert.True(await _books.End(no, "a limit", callback: null, next.Claim));
        Assert.Equal(Money.Rupiah(1_000_000), await shop.AccountBalance());
    }

    /// <summary>A host that does not have it would make the one that has it ask first. But somebody has to say
    /// so.</summary>
    [Fact]
    public async Task Are_left_to_a_host_that_has_the_connector_until_they_are_a_minute_late()
    {
        await Debit("a", Main);

        Assert.Empty(await _books.Take(Payers.Room, Now));
        shop.Clock.Now += TimeSpan.FromSeconds(59);
        Assert.Empty(await _books.Take(Payers.Room, Now));
        shop.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.False(Assert.Single(await _books.Take(Payers.Room, Now)).MayHaveBeenSent);

        await shop.LetLeasesRunOut();
        Assert.Single(await _books.Take(Payers.Room, Now));   // what may have been sent is told of by whoever is due
    }

    [Fact]
    public async Task Are_left_alone_while_their_connector_has_enough()
    {
        await Debit("a", Main);
        await Debit("b", null);
        var full = Room with { FullConnectors = [Main.Value] };

        Assert.Equal("b", Assert.Single(await _books.Take(full, Now)).Disbursement.Reference);
        shop.Clock.Now += TimeSpan.FromMinutes(5);
        Assert.Empty(await _books.Take(full, Now));
        Assert.Single(await _books.Take(Room, Now));
        await shop.LetLeasesRunOut();
        Assert.Equal("b", Assert.Single(await _books.Take(full, Now)).Disbursement.Reference);
    }

    [Fact]
    public async Task Were_sent_until_their_lease_s_end_when_their_host_has_died()
    {
        await Debit("a", Main);
        var first = Assert.Single(await _books.Take(Room, Now));
        Assert.Equal(((DateTimeOffset?)null, (TimeSpan?)null), (first.SentUntil, first.SinceSent));
        Assert.Equal(DateTimeOffset.UnixEpoch, first.UnlessSent);

        await shop.LetLeasesRunOut();   // a second ago
        var second = Assert.Single(await _books.Take(Room, Now));

        Assert.InRange(second.SinceSent!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9));
        Assert.Equal(second.SentUntil, second.UnlessSent);
    }

    [Fact]
    public async Task Were_sent_when_they_are_put_back_and_keep_that_while_they_are_only_asked_about()
    {
        await Debit("a", Main);
        await PutBack(Assert.Single(await _books.Take(Room, Now)), null);
        var sent = Assert.Single(await _books.Take(Room, Now));
        Assert.InRange(sent.SinceSent!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(8));

        await Task.Delay(50);
        await PutBack(sent, sent.UnlessSent);
        var asked = Assert.Single(await _books.Take(Room, Now));

        Assert.Equal(sent.SentUntil, asked.SentUntil);
        Assert.True(asked.SinceSent > sent.SinceSent);
    }

    [Fact]
    public async Task Were_never_sent_when_they_are_put_back_so()
    {
        await Debit("a", Main);
        var payout = Assert.Single(await _books.Take(Room, Now));
        await PutBack(payout, payout.UnlessSent);

        Assert.True(Assert.Single(await _books.Take(Room, Now)).SinceSent > TimeSpan.FromDays(365));
    }

    /// <summary>They write nothing then: when it was sent nobody knows.</summary>
    [Fact]
    public async Task Were_sent_nobody_knows_when_if_a_host_of_the_build_before_has_put_them_back()
    {
        await Debit("a", Main);
        await _books.Take(Room, Now);
        await shop.Execute("update open_payouts set leased_until = null");

        var payout = Assert.Single(await _books.Take(Room, Now));
        Assert.Equal((null, null, null), (payout.SentUntil, payout.SinceSent, payout.UnlessSent));
        Assert.True(payout.MayHaveBeenSent);
    }

    /// <summary>Whoever has clocks ahead keeps nobody from it.</summary>
    [Fact]
    public async Task Are_free_again_whatever_is_said_about_when_they_were_sent()
    {
        await Debit("a", Main);
        await PutBack(Assert.Single(await _books.Take(Room, Now)), DateTimeOffset.MaxValue.AddYears(-1));

        Assert.Single(await _books.Take(Room, Now));
    }

    async Task PutBack(OpenPayout payout, DateTimeOffset? sentUntil) =>
        await _books.PutBack(payout, Now, Now, "no word", sentUntil);

    async Task Debit(string reference, ConnectorName? connector)
    {
        await _books.Debit(shop.Wish(reference) with { Connector = connector });
        shop.Clock.Now += Pauses.BeforeSending;
    }
}
