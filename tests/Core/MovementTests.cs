using FsCheck;
using FsCheck.Fluent;
using Periksa.Ledger;

namespace Periksa.Tests;

public class MovementTests
{
    static readonly DateTimeOffset At = new(2025, 3, 11, 8, 45, 0, TimeSpan.Zero);
    static readonly AccountName Deposit = AccountName.Deposit(new("toko-maju"));

    [Fact]
    public void Keeps_what_it_was_given()
    {
        Posting[] postings = [new(Deposit, -Money.Rupiah(5)), new(AccountName.InquiryRevenue, Money.Rupiah(5))];
        var movement = new Movement("invoice-payment", "1", At, [.. postings]);

        Assert.Equal(("invoice-payment", "1", At), (movement.Cause, movement.Reference, movement.At));
        Assert.Equal(postings, movement.Postings);
    }

    [Fact]
    public void May_have_more_than_two_sides_as_long_as_they_sum_to_zero() =>
        Prop.ForAll(Arbitrary.Amounts, amount =>
        {
            var half = new Money(amount.Minor / 2, amount.Currency);
            var movement = Of(-amount, half, amount - half);
            return movement.Postings.Aggregate(Money.Zero, (sum, posting) => sum + posting.Amount) == Money.Zero;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Is_refused_when_its_sides_do_not_sum_to_zero() =>
        Prop.ForAll(Arbitrary.Amounts, Arbitrary.Amounts, (a, b) =>
            a + b == Money.Zero || Record.Exception(() => Of(a, b)) is ArgumentException)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Is_refused_with_fewer_than_two_sides()
    {
        Assert.Throws<ArgumentException>(() => Of());
        Assert.Throws<ArgumentException>(() => Of(Money.Zero));
    }

    [Fact]
    public void Is_refused_when_it_only_balances_past_the_range_of_money() =>
        Assert.Throws<OverflowException>(() =>
            Of(new(long.MaxValue, Currency.Idr), new(long.MaxValue, Currency.Idr), new(2, Currency.Idr)));

    [Fact]
    public void Is_refused_in_two_currencies() =>
        Assert.Throws<InvalidOperationException>(() => Of(Money.Rupiah(1), new Money(-1_00, new("USD", 2))));

    [Fact]
    public void Names_its_accounts_by_owner_and_purpose()
    {
        Assert.Equal("toko-maju:deposit", Deposit.ToString());
        Assert.Equal("house:outside", AccountName.Outside.ToString());
    }

    static Movement Of(params Money[] amounts) =>
        new("test", "1", At, [.. amounts.Select(amount => new Posting(Deposit, amount))]);
}
