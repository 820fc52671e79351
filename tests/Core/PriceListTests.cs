namespace Periksa.Tests;

public class PriceListTests
{
    static readonly DateTimeOffset Change = new(2026, 1, 1, 0, 0, 0, BusinessDay.Wib);

    static readonly PriceList Prices = new(
    [
        new(Change, Money.Rupiah(1_200)),
        new(Change.AddYears(-1), Money.Rupiah(1_000)),
        new(Change.AddYears(1), Money.Rupiah(900)),
    ]);

    [Fact]
    public void Has_the_latest_price_that_has_begun() =>
        Assert.Equal(Money.Rupiah(1_200), Prices.At(Change.AddDays(40)));

    [Fact]
    public void Changes_at_the_very_moment()
    {
        Assert.Equal(Money.Rupiah(1_000), Prices.At(Change.AddTicks(-1)));
        Assert.Equal(Money.Rupiah(1_200), Prices.At(Change));
        Assert.Equal(Money.Rupiah(1_200), Prices.At(Change.ToUniversalTime()));
    }

    [Fact]
    public void Remembers_what_it_used_to_be() =>
        Assert.Equal(Money.Rupiah(1_000), Prices.At(Change.AddYears(-1)));

    [Fact]
    public void Has_no_price_before_the_first() =>
        Assert.Null(Prices.At(Change.AddYears(-1).AddTicks(-1)));

    [Fact]
    public void Has_none_at_all_where_nothing_was_agreed() =>
        Assert.Null(PriceList.None.At(Change));
}
