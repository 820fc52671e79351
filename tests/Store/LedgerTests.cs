using Npgsql;
using Periksa.Ledger;

namespace Periksa.Store.Tests;

public sealed class LedgerTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Moves_money_once_for_one_cause_and_reference()
    {
        var before = await shop.Balance(Shop.Toko);

        var topUps = Enumerable.Range(0, 20).Select(_ =>
            shop.Deposits.TopUp(new(Shop.Toko), Money.Rupiah(100), "the same", CancellationToken.None));

        Assert.All(await Task.WhenAll(topUps), balance => Assert.Equal(before + Money.Rupiah(100), balance));
    }

    [Fact]
    public async Task Keeps_every_balance_equal_to_its_postings_and_all_of_them_equal_to_zero()
    {
        await Task.WhenAll(Enumerable.Range(1, 50).Select(i => shop.Deposits.TopUp(
            new PartnerId(
                i % 2 == 0 ? Shop.Toko : Shop.Warung), Money.Rupiah(i), $"top-up {i}", CancellationToken.None)));

        Assert.Equal(0, await shop.Ask<long>("""
            select count(*) from ledger_accounts a
            where balance <> (select coalesce(sum(amount), 0) from postings where account = a.id)
            """));
        Assert.Equal(0, await shop.Ask<long>("select sum(balance) from ledger_accounts"));
    }

    [Fact]
    public async Task Knows_no_deposit_of_a_stranger() =>
        Assert.Null(await shop.Deposits.TopUp(new("nobody"), Money.Rupiah(1), "x", CancellationToken.None));

    [Fact]
    public async Task Never_lets_a_deposit_fall_below_zero()
    {
        await using var connection = await shop.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var tooMuch = Money.Rupiah(999_999_999);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Movements.Move(connection, new Movement(
            "theft", "1", shop.Clock.Now,
            new Posting(AccountName.Deposit(new(Shop.Toko)), -tooMuch), new Posting(AccountName.Outside, tooMuch))));

        Assert.Equal("balance_covers", refusal.ConstraintName);
    }

    [Fact]
    public async Task Is_held_to_zero_sums_by_the_database_itself()
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => shop.Execute("""
            with m as (insert into movements (cause, reference, at) values ('slip', '1', now()) returning id)
            insert into postings select m.id, a.id, 5 from m, ledger_accounts a where a.owner = 'toko'
            """));

        Assert.Contains("do not sum to zero", refusal.MessageText);
    }

    [Theory]
    [InlineData("update postings set amount = amount + 1")]
    [InlineData("delete from postings")]
    public async Task Changes_no_posting(string statement)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => shop.Execute(statement));

        Assert.Contains("postings are facts", refusal.MessageText);
    }
}
