using Periksa.Disbursements;

namespace Periksa.Store.Tests;

/// <summary>Transfers whose caller promises a key a day and a reference for good.</summary>
public sealed class KeyedDebitTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const string Second = "01TOKO2";

    static readonly DateOnly Today = new(2025, 12, 12);

    static readonly Credential Toko = new(new("singapay"), new("key-toko"), new(new(Shop.Toko), Active: true))
    {
        PayingAccounts = [new(Payers.Toko), new(Second)],
    };

    static readonly Credential Warung = new(new("singapay"), new("key-warung"), new(new(Shop.Warung), Active: true))
    {
        PayingAccounts = [new(Payers.Warung)],
    };

    DisbursementStore _books = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load(Payers.In(Shop.World));
        await shop.Execute("insert into paying_accounts values (@Second, 'toko')", new { Second });
        shop.Clock.Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);
        await shop.TopUpAccount(Payers.Toko, 10_000_000);
        await shop.TopUpAccount(Second, 10_000_000);
        _books = await shop.OpenBooks();
    }

    public async ValueTask DisposeAsync()
    {
        await _books.StopAsync(CancellationToken.None);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Keep_their_key_and_how_the_bank_was_named()
    {
        var wish = Wish("a", "1") with { BankAsSent = "BRINIDJA" };

        var entry = await _books.Debit(wish);

        var found = await _books.Find(new(Payers.Toko), new("a"));
        Assert.Equal(entry.Disbursement, found);
        Assert.Equal((wish.Keys, "BRINIDJA"), (found!.Keys, found.BankShown));
        var taken = Assert.Single(await _books.Take(Payers.Room, shop.Clock.Now.AddMinutes(1)));
        Assert.Equal((wish.Keys, "BRINIDJA"), (taken.Disbursement.Keys, taken.Disbursement.BankAsSent));
    }

    [Fact]
    public async Task Use_up_the_key_of_the_day_whatever_becomes_of_them_but_for_misses()
    {
        Assert.Equal(DebitVerdict.Debited, await Debit("a", "1"));
        Assert.Equal(DebitVerdict.DayKeyUsed, await Debit("b", "1"));
        Assert.Equal(DebitVerdict.ReferenceUsed, await Debit("a", "2"));
        Assert.Equal(DebitVerdict.DayKeyUsed, await Debit("b", "2"));
        Assert.Equal(DebitVerdict.BalanceTooSmall, await Debit("b", "3", net: 99_000_000));
        Assert.Equal(DebitVerdict.DayKeyUsed, await Debit("b", "3"));
        Assert.Equal(DebitVerdict.Debited, await Debit("b", "4"));

        var spent = new TransferMisses(new(Shop.Toko, 1), IsKnownMiss: true);
        await _books.Debit(Wish("c", "5"), spent);
        Assert.Equal(DebitVerdict.TooManyMisses, (await _books.Debit(Wish("d", "6"), spent)).Verdict);
        Assert.Equal(DebitVerdict.Debited, await Debit("d", "6"));
    }

    [Fact]
    public async Task May_use_a_key_again_on_another_day_also_one_that_nobody_has_made_yet()
    {
        Assert.Equal(DebitVerdict.Debited, await Debit("a", "1"));

        foreach (var day in new[] { Today.AddDays(-1), Today.AddDays(1), new(2031, 1, 1) })
        {
            var wish = Wish($"{day:O}", "1");
            Assert.Equal(
                DebitVerdict.Debited,
                (await _books.Debit(wish with { Keys = wish.Keys! with { Day = day } })).Verdict);
        }
    }

    [Fact]
    public async Task Share_the_keys_of_a_day_with_inquiries()
    {
        var log = await shop.OpenLog();
        await log.Record(shop.Keyed(Wish("a", "1").Keys! with { Reference = new Reference("a") }));
        await _books.Debit(Wish("b", "2"));

        Assert.Equal(DebitVerdict.DayKeyUsed, await Debit("c", "1"));
        Assert.Equal(
            Periksa.Inquiries.InquiryVerdict.DayKeyUsed,
            (await log.Record(shop.Keyed(Wish("c", "2").Keys! with { Reference = new Reference("c") }))).Verdict);

        // An inquiry before it has the transfer's reference often: they are two promises.
        Assert.Equal(DebitVerdict.Debited, await Debit("a", "3"));
    }

    [Fact]
    public async Task Are_let_through_once_of_many_from_two_accounts_on_three_hosts()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => shop.OpenBooks()));

        var ofReference = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => hosts[i % 3].Debit(
            Wish("once", $"r{i}", account: i % 2 == 0 ? Payers.Toko : Second))));
        var ofKey = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => hosts[i % 3].Debit(
            Wish($"k{i}", "once", account: i % 2 == 0 ? Payers.Toko : Second))));

        Assert.Single(ofReference, entry => entry.Verdict is DebitVerdict.Debited);
        Assert.Equal(59, ofReference.Count(entry => entry.Verdict is DebitVerdict.ReferenceUsed));
        Assert.Single(ofKey, entry => entry.Verdict is DebitVerdict.Debited);
        Assert.Equal(59, ofKey.Count(entry => entry.Verdict is DebitVerdict.DayKeyUsed));
        await Task.WhenAll(hosts.Select(host => host.StopAsync(CancellationToken.None)));
    }

    /// <summary>So it is done when the word about a commit was lost.</summary>
    [Fact]
    public async Task Done_again_say_the_same_and_move_nothing()
    {
        var (paid, dear) = (Wish("a", "1"), Wish("b", "2", net: 99_000_000));
        var first = await _books.Debit(paid);
        Assert.Equal(DebitVerdict.BalanceTooSmall, (await _books.Debit(dear)).Verdict);

        var again = await Task.WhenAll(
            _books.Debit(paid), _books.Debit(dear), _books.Debit(Wish("c", "1")), _books.Debit(Wish("d", "2")));

        Assert.Equal(first, again[0]);
        Assert.Equal(
            [DebitVerdict.BalanceTooSmall, DebitVerdict.DayKeyUsed, DebitVerdict.DayKeyUsed],
            again.Skip(1).Select(entry => entry.Verdict));
        Assert.Equal(Money.Rupiah(9_949_000), await shop.AccountBalance());
    }

    [Fact]
    public async Task Are_found_by_each_of_their_names_and_by_their_own_partner_alone()
    {
        var sent = (await _books.Debit(Wish("a", "1", account: Second))).Disbursement!;
        var unkeyed = (await _books.Debit(shop.Wish("unkeyed"))).Disbursement!;
        await _books.Debit(Wish("b", "2"));
        var tomorrow = Wish("c", "1");
        await _books.Debit(tomorrow with { Keys = tomorrow.Keys! with { Day = Today.AddDays(1) } });

        Assert.Equal(sent, await _books.Find(TransferName.OfReference(Toko, "a")));
        Assert.Equal(sent, await _books.Find(TransferName.OfTransactionId(Toko, sent.TransactionId)));
        Assert.Equal("c", (await _books.Find(TransferName.OfKey(Toko, "1")))?.Reference);

        Assert.Null(await _books.Find(TransferName.OfReference(Toko, "unkeyed")));
        Assert.Null(await _books.Find(TransferName.OfTransactionId(Toko, unkeyed.TransactionId)));
        Assert.Null(await _books.Find(TransferName.OfReference(Toko, "z")));
        Assert.Null(await _books.Find(TransferName.OfKey(Toko, "z")));
        Assert.Null(await _books.Find(TransferName.OfTransactionId(Toko, "z")));
        Assert.Null(await _books.Find(TransferName.OfReference(Warung, "a")));
        Assert.Null(await _books.Find(TransferName.OfTransactionId(Warung, sent.TransactionId)));
        Assert.Null(await _books.Find(TransferName.OfKey(Warung, "1")));
        Assert.Null(await _books.Find(TransferName.OfKey(Toko with { Name = new("another") }, "1")));
    }

    [Fact]
    public async Task Are_found_by_many_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _books.Debit(Wish($"find-{i}", $"{i}"))));

        var found = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => _books.Find(TransferName.OfReference(Toko, $"find-{i % 60}"))));

        Assert.Equal(
            Enumerable.Range(0, 200).Select(i => i % 60 < 50 ? $"find-{i % 60}" : null),
            found.Select(one => one?.Reference.Value));
    }

    /// <summary>A caller gives up on a transfer, and asks what became of it before its turn has come.</summary>
    [Theory]
    [InlineData("reference")]
    [InlineData("key")]
    public async Task Under_way_are_not_said_to_be_none(string by)
    {
        await using var other = await shop.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = other.CreateCommand())
        {
            hold.CommandText = "select from ledger_accounts for update";
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var debit = _books.Debit(Wish("given up", "lost"));
        var found = _books.Find(
            by is "key" ? TransferName.OfKey(Toko, "lost") : TransferName.OfReference(Toko, "given up"));
        await Task.WhenAny(found, Task.Delay(500, TestContext.Current.CancellationToken));
        Assert.False(found.IsCompleted);
        await transaction.DisposeAsync();

        Assert.Equal((await debit).Disbursement, await found);
    }

    [Fact]
    public async Task Show_what_stands_on_an_account()
    {
        await _books.Debit(Wish("a", "1"));

        Assert.Equal(
            new PayingAccount(
                Payers.Toko, "Toko", Money.Rupiah(9_949_000)), await _books.FindAccount(new(Payers.Toko)));
        Assert.Null(await _books.FindAccount(new("nobody's")));
    }

    async Task<DebitVerdict> Debit(string reference, string key, long net = 50_000) =>
        (await _books.Debit(Wish(reference, key, net))).Verdict;

    Disbursement Wish(string reference, string key, long net = 50_000, string account = Payers.Toko) =>
        shop.Wish(
            reference, net, account) with { Keys = new("singapay:key-toko", Today, key, new Reference(reference)) };
}
