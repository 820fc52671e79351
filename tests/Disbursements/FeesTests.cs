using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Disbursements.Tests;

public class FeesTests
{
    static readonly FeeRule Flat = new(Sample.Now, "Transfer Fee", Money.Rupiah(1000), 0, Money.Zero, null);

    /// <summary>0.25%, at least 2,500 and at most 7,500 rupiah.</summary>
    static readonly FeeRule Part = new(
        Sample.Now, "Transfer Fee", Money.Zero, 2_500, Money.Rupiah(2_500), Money.Rupiah(7_500));

    [Theory]
    [InlineData(10_000)]
    [InlineData(1_000_000_000_000)]
    public void Are_flat_whatever_is_sent(long rupiah) =>
        Assert.Equal(new Fee("Transfer Fee", Money.Rupiah(1000)), For(Flat, rupiah));

    [Theory]
    [InlineData(10_000, "2500.00")]
    [InlineData(999_999, "2500.00")]
    [InlineData(1_000_000, "2500.00")]
    [InlineData(1_000_400, "2501.00")]
    [InlineData(2_000_000, "5000.00")]
    [InlineData(3_000_000, "7500.00")]
    [InlineData(3_000_001, "7500.00")]
    [InlineData(1_000_000_000_000, "7500.00")]
    public void Are_a_part_between_a_floor_and_a_ceiling(long rupiah, string fee) =>
        Assert.Equal(fee, For(Part, rupiah)!.Amount.ToString());

    [Theory]
    [InlineData(1_000_001, 2_500, "2500.00")]   // 2500.0025
    [InlineData(1_000_002, 2_500, "2500.01")]   // 2500.005: halves go up
    [InlineData(1_000_003, 2_500, "2500.01")]   // 2500.0075
    [InlineData(10_000, 1, "0.01")]
    [InlineData(10_000, 1_000_000, "10000.00")]
    public void Are_rounded_to_the_sen(long rupiah, int partsPerMillion, string fee) => Assert.Equal(
        fee,
        For(Part with { PartsPerMillion = partsPerMillion, Floor = Money.Zero, Ceiling = null }, rupiah)!
            .Amount.ToString());

    [Fact]
    public void May_be_flat_and_a_part() => Assert.Equal(
        "3500.00", For(Part with { Flat = Money.Rupiah(1000) }, 10_000)!.Amount.ToString());

    [Fact]
    public void Do_not_overflow_where_the_amount_does_not() => Assert.Equal(
        92_233_720_368_547_758, Fees.For([Part with { PartsPerMillion = 10_000, Ceiling = null }],
            new(long.MaxValue, Currency.Idr), Sample.Now)!.Amount.Minor);

    [Fact]
    public void Are_those_in_force_at_the_moment()
    {
        var later = Flat with { From = Sample.Now.AddDays(1), Flat = Money.Rupiah(2000), Name = "Biaya" };

        Assert.Null(Fees.For([Flat, later], Money.Rupiah(1), Sample.Now.AddTicks(-1)));
        Assert.Equal("Transfer Fee", Fees.For([later, Flat], Money.Rupiah(1), later.From.AddTicks(-1))!.Name);
        Assert.Equal("Biaya", Fees.For([Flat, later], Money.Rupiah(1), later.From)!.Name);
    }

    [Fact]
    public void Are_none_where_no_rule_is() => Assert.Null(Fees.For([], Money.Rupiah(50_000), Sample.Now));

    [Fact]
    public void Never_leave_their_bounds_and_never_fall_when_more_is_sent() =>
        Prop.ForAll(
            Gen.Choose(1, int.MaxValue).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (rupiah, parts) =>
            {
                var rule = Part with { PartsPerMillion = parts };
                var (fee, more) = (For(rule, rupiah)!.Amount, For(rule, rupiah + 1L)!.Amount);
                return more >= fee
                    && (parts == 0 ? fee == Money.Zero : fee >= Money.Rupiah(2_500) && fee <= Money.Rupiah(7_500));
            }).QuickCheckThrowOnFailure();

    static Fee? For(FeeRule rule, long rupiah) => Fees.For([rule], Money.Rupiah(rupiah), Sample.Now);
}
