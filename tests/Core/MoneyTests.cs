using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Tests;

public class MoneyTests
{
    static Arbitrary<string> AlmostAmounts =>
        Gen.Elements<char>([.. "00123456789..,-+ e\0\u0661"]).ArrayOf().Select(text => new string(text)).ToArbitrary();

    [Fact]
    public void Survives_a_round_trip_through_text() =>
        Prop.ForAll(Arbitrary.Amounts, money =>
        {
            var owed = money < Money.Zero ? -money : money;
            return Money.TryParse(owed.ToString(), Currency.Idr, out var back) && back == owed;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void Survives_it_whatever_the_currency_s_decimals(int decimals)
    {
        var currency = new Currency("XTS", decimals);
        Prop.ForAll<NonNegativeInt>(minor =>
        {
            var money = new Money(minor.Get, currency);
            return Money.TryParse(money.ToString(), currency, out var back) && back == money;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Is_read_from_no_text_but_the_one_it_is_written_as() =>
        Prop.ForAll(AlmostAmounts, text =>
            !Money.TryParse(text, Currency.Idr, out var money) || money.ToString() == text)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Theory]
    [InlineData("0.00", 0)]
    [InlineData("0.05", 5)]
    [InlineData("1.00", 1_00)]
    [InlineData("15000.00", 15_000_00)]
    [InlineData("92233720368547758.07", long.MaxValue)]
    public void Is_read_from(string text, long minor)
    {
        Assert.True(Money.TryParse(text, Currency.Idr, out var money));
        Assert.Equal(new Money(minor, Currency.Idr), money);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(".50")]
    [InlineData("1.")]
    [InlineData("1.5")]
    [InlineData("1.001")]
    [InlineData("10000")]
    [InlineData("1,00")]
    [InlineData("1,000.00")]
    [InlineData("1.000.00")]
    [InlineData("-1.00")]
    [InlineData("+1.00")]
    [InlineData(" 1.00")]
    [InlineData("1.00 ")]
    [InlineData("1.0\0")]   // .NET's own number reading overlooks trailing nulls
    [InlineData("1.00\n")]
    [InlineData("1e3.00")]
    [InlineData("0x1.00")]
    [InlineData("00.00")]
    [InlineData("00010.00")]
    [InlineData("\u0661.\u0660\u0660")]   // digits, but Arabic ones
    [InlineData("IDR 1.00")]
    [InlineData("NaN")]
    [InlineData("92233720368547758.08")]   // one minor unit past long.MaxValue
    [InlineData("79228162514264337593543950335.00")]   // past decimal's range once counted in minor units
    public void Is_not_read_from(string text)
    {
        Assert.False(Money.TryParse(text, Currency.Idr, out var money));
        Assert.Equal(default, money);
    }

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(5, "0.05")]
    [InlineData(-5, "-0.05")]
    [InlineData(1_000_00, "1000.00")]
    [InlineData(long.MaxValue, "92233720368547758.07")]
    [InlineData(long.MinValue, "-92233720368547758.08")]
    public void Is_written_with_its_decimals(long minor, string text) =>
        Assert.Equal(text, new Money(minor, Currency.Idr).ToString());

    [Theory]
    [InlineData(0, "0")]
    [InlineData(200_000, "2000")]
    [InlineData(100_050, "1000.5")]
    [InlineData(100_055, "1000.55")]
    [InlineData(long.MaxValue, "92233720368547758.07")]
    public void Is_a_number_without_needless_decimals(long minor, string text)
    {
        var number = new Money(minor, Currency.Idr).ToDecimal();

        Assert.Equal(text, number.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(text, JsonSerializer.Serialize(number));
    }

    [Fact]
    public void Adds_in_any_order() =>
        Prop.ForAll(Arbitrary.Amounts, Arbitrary.Amounts, (a, b) => a + b == b + a).QuickCheckThrowOnFailure();

    [Fact]
    public void Takes_away_what_it_added() =>
        Prop.ForAll(Arbitrary.Amounts, Arbitrary.Amounts, (a, b) => a + b - b == a && a - b == a + -b)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Does_not_change_by_nothing() =>
        Prop.ForAll(Arbitrary.Amounts, a => a + Money.Zero == a && a - a == Money.Zero && -(-a) == a)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Is_ordered_by_what_is_left_after_taking_the_other_away() =>
        Prop.ForAll(Arbitrary.Amounts, Arbitrary.Amounts, (a, b) =>
            a > b == (a - b).IsPositive && a < b == b > a && a >= b == !(a < b) && a <= b == !(a > b))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Never_wraps_around()
    {
        var most = new Money(long.MaxValue, Currency.Idr);
        var least = new Money(long.MinValue, Currency.Idr);
        var cent = new Money(1, Currency.Idr);

        Assert.Throws<OverflowException>(() => most + cent);
        Assert.Throws<OverflowException>(() => least - cent);
        Assert.Throws<OverflowException>(() => -least);
        Assert.Throws<OverflowException>(() => Money.Rupiah(long.MaxValue / 100 + 1));
    }

    [Fact]
    public void Does_not_mix_currencies()
    {
        var dollar = new Money(1_00, new("USD", 2));

        Assert.Throws<InvalidOperationException>(() => Money.Zero + dollar);
        Assert.Throws<InvalidOperationException>(() => Money.Zero - dollar);
        Assert.Throws<InvalidOperationException>(() => Money.Zero < dollar);
        Assert.NotEqual(dollar, Money.Rupiah(1));
    }
}
