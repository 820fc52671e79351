using Periksa.Ledger;

namespace Periksa.Books.Tests;

public class TopUpTests
{
    static readonly DateTimeOffset Now = new(2025, 3, 11, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Moves_money_from_outside_into_the_deposit()
    {
        var movement = TopUp.Of(AccountName.Deposit(new("toko-maju")), Money.Rupiah(250_000), "bank-statement-17", Now);

        Assert.Equal(("top-up", "bank-statement-17", Now), (movement.Cause, movement.Reference, movement.At));
        Assert.Equal(
            [
                new Posting(AccountName.Outside, -Money.Rupiah(250_000)),
                new Posting(AccountName.Deposit(new("toko-maju")), Money.Rupiah(250_000)),
            ],
            movement.Postings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void Is_refused_unless_it_brings_money_in(long minor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            TopUp.Of(AccountName.Deposit(new("toko-maju")), new(minor, Currency.Idr), "bank-statement-17", Now));
}
