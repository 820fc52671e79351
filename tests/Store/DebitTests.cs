using Dapper;
using Periksa.Disbursements;

namespace Periksa.Store.Tests;

public sealed class DebitTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load(Payers.In(Shop.World));
        shop.Clock.Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync() => await shop.AssertProven();

    [Fact]
    public async Task Takes_amount_and_fee_and_says_what_is_left()
    {
        await shop.TopUpAccount(Payers.Toko, 1_051_000);
        var books = await shop.OpenBooks();

        var entry = await books.Debit(shop.Wish("1134567891011"));

        Assert.Equal(DebitVerdict.Debited, entry.Verdict);
        Assert.Equal(Money.Rupiah(1_000_000), entry.Disbursement!.BalanceAfter);
        Assert.Equal(Money.Rupiah(1_000_000), await shop.AccountBalance());
        Assert.Matches("^3312220251212090924[0-9]{8}$", entry.Disbursement.TransactionId);
        Assert.Equal(entry.Disbursement, await books.Find(new(Payers.Toko), new("1134567891011")));
        await books.StopAsync(CancellationToken.None);
    }

    /// <summary>A wallet's number is shown as it was sent for as long as the transfer is.</summary>
    [Fact]
    public async Task Keeps_how_a_number_was_sent()
    {
        await shop.TopUpAccount(Payers.Toko, 1_051_000);
        var books = await shop.OpenBooks();
        var wallet = BankAccount.Of("gopay", "+6281234567890");

        var entry = await books.Debit(shop.Wish("1134567891011") with { Beneficiary = wallet });
        await books.Debit(shop.Wish("1134567891012"));

        var found = (await books.Find(new(Payers.Toko), new("1134567891011")))!.Beneficiary;
        Assert.Equal(("081234567890", "+6281234567890"), (found.Number, found.Shown));
        Assert.Equal("+6281234567890", entry.Disbursement!.Beneficiary.Shown);
        Assert.Null((await books.Find(new(Payers.Toko), new("1134567891012")))!.Beneficiary.AsSent);
        var taken = await books.Take(new(10, 10, []), shop.Clock.Now.AddMinutes(1));
        Assert.Contains(taken, payout => payout.Disbursement.Beneficiary.Shown is "+6281234567890");
        await books.StopAsync(CancellationToken.None);
    }

    /// <summary>A caller gives up on a transfer, and asks what became of it before its turn has come.</summary>
    [Fact]
    public async Task Under_way_are_not_said_to_be_none()
    {
        await shop.TopUpAccount(Payers.Toko, 1_051_000);
        var books = await shop.OpenBooks();
        await using var other = await shop.Source.OpenConnectionAsync();
        var transaction = await other.BeginTransactionAsync();
        await other.ExecuteAsync("select from ledger_accounts for update");

        var debit = books.Debit(shop.Wish("given up"));
        var found = books.Find(new(Payers.Toko), new("given up"));
        await Task.WhenAny(found, Task.Delay(500, TestContext.Current.CancellationToken));
        await transaction.DisposeAsync();

        Assert.Equal((await debit).Disbursement, await found);
        await books.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Lets_one_of_two_have_the_last_rupiah_on_any_number_of_hosts()
    {
        await shop.TopUpAccount(Payers.Toko, 51_000);
        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => shop.OpenBooks()));

        var entries = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => hosts[i % hosts.Length].Debit(shop.Wish($"race-{i}"))));

        Assert.Single(entries, entry => entry.Verdict is DebitVerdict.Debited);
        Assert.Equal(59, entries.Count(entry => entry.Verdict is DebitVerdict.BalanceTooSmall));
        Assert.Equal(Money.Zero, await shop.AccountBalance());
        await Task.WhenAll(hosts.Select(host => host.StopAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task Takes_a_reference_once_on_any_number_of_hosts_and_in_each_account_for_itself()
    {
        await shop.TopUpAccount(Payers.Toko, 10_000_000);
        await shop.TopUpAccount(Payers.Warung, 10_000_000);
        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => shop.OpenBooks()));

        var entries = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => hosts[i % hosts.Length].Debit(shop.Wish("once"))));

        Assert.Single(entries, entry => entry.Verdict is DebitVerdict.Debited);
        Assert.Equal(59, entries.Count(entry => entry.Verdict is DebitVerdict.ReferenceUsed));
        Assert.Equal(Money.Rupiah(9_949_000), await shop.AccountBalance());
        Assert.Equal(
            DebitVerdict.Debited, (await hosts[0].Debit(shop.Wish("once", account: Payers.Warung))).Verdict);
        await Task.WhenAll(hosts.Select(host => host.StopAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task Leaves_a_reference_that_could_not_be_paid_to_the_next_try()
    {
        var books = await shop.OpenBooks();

        Assert.Equal(DebitVerdict.BalanceTooSmall, (await books.Debit(shop.Wish("later"))).Verdict);
        Assert.Null(await books.Find(new(Payers.Toko), new("later")));

        await shop.TopUpAccount(Payers.Toko, 51_000);
        Assert.Equal(DebitVerdict.Debited, (await books.Debit(shop.Wish("later"))).Verdict);
        Assert.Equal(DebitVerdict.ReferenceUsed, (await books.Debit(shop.Wish("later"))).Verdict);
        await books.StopAsync(CancellationToken.None);
    }

    /// <summary>Of a function that operators call.</summary>
    [Fact]
    public async Task Is_fed_by_top_ups_that_move_money_once_and_into_accounts_that_exist()
    {
        const string topUp = "select top_up_account(@account, @amount, @reference, @now)";
        var now = shop.Clock.GetUtcNow().UtcDateTime;

        Assert.Equal(500, await shop.Ask<long>(
            topUp, new { account = Payers.Toko, amount = 500, reference = "statement 1", now }));
        Assert.Equal(500, await shop.Ask<long>(
            topUp, new { account = Payers.Toko, amount = 500, reference = "statement 1", now }));
        Assert.Equal(501, await shop.Ask<long>(
            topUp, new { account = Payers.Toko, amount = 1, reference = "statement 2", now }));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => shop.Ask<long>(
            topUp, new { account = "nobody's", amount = 1, reference = "statement 3", now }));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => shop.Ask<long>(
            topUp, new { account = Payers.Toko, amount = 0, reference = "statement 4", now }));
    }

    /// <summary>So it is done when the word about a commit was lost.</summary>
    [Fact]
    public async Task Done_again_it_says_the_same_and_moves_nothing()
    {
        await shop.TopUpAccount(Payers.Toko, 500_000);
        var books = await shop.OpenBooks();
        var wish = shop.Wish("again");

        var first = await books.Debit(wish);
        await books.Debit(shop.Wish("another"));
        var entries = await Task.WhenAll(books.Debit(wish), books.Debit(shop.Wish("again")), books.Debit(wish));

        Assert.Equal(first, entries[0]);
        Assert.Equal(DebitVerdict.ReferenceUsed, entries[1].Verdict);
        Assert.Equal(first, entries[2]);
        Assert.Equal(Money.Rupiah(398_000), await shop.AccountBalance());
        await books.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Of_many_at_once_each_sees_its_own_balance()
    {
        await shop.TopUpAccount(Payers.Toko, 11_000_000);
        await shop.TopUpAccount(Payers.Warung, 11_000_000);
        var books = await shop.OpenBooks();

        var entries = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => books.Debit(
            shop.Wish($"many-{i}", net: 10_000, account: i % 2 == 0 ? Payers.Toko : Payers.Warung))));

        Assert.All(entries, entry => Assert.Equal(DebitVerdict.Debited, entry.Verdict));
        Assert.Equal(400, entries.Select(entry => entry.Disbursement!.TransactionId).Distinct().Count());
        foreach (var account in entries.GroupBy(entry => entry.Disbursement!.Account))
        {
            Assert.Equal(
                Enumerable.Range(1, 200).Select(i => Money.Rupiah(11_000_000 - (i * 11_000L))).Order(),
                account.Select(entry => entry.Disbursement!.BalanceAfter).Order());
        }

        await books.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Finds_what_many_ask_at_once_and_nobody_elses()
    {
        await shop.TopUpAccount(Payers.Toko, 10_000_000);
        var books = await shop.OpenBooks();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => books.Debit(shop.Wish($"find-{i}"))));

        var found = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => books.Find(new(Payers.Toko), new($"find-{i % 60}"))));
        Assert.Equal(
            Enumerable.Range(0, 200).Select(i => i % 60 < 50 ? $"find-{i % 60}" : null),
            found.Select(one => one?.Reference.Value));
        Assert.Null(await books.Find(new(Payers.Warung), new("find-1")));
        await books.StopAsync(CancellationToken.None);
    }
}
