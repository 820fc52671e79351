using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Bills.Tests;

public class PaymentsTests
{
    [Theory]
    [InlineData(BillType.Close, 100_000, true)]
    [InlineData(BillType.Close, 99_999, false)]
    [InlineData(BillType.Close, 100_001, false)]
    [InlineData(BillType.Partial, 1, true)]
    [InlineData(BillType.Partial, 100_000, true)]
    [InlineData(BillType.Partial, 100_001, false)]
    [InlineData(BillType.Open, 1, true)]
    [InlineData(BillType.Open, 1_000_000_000_000, true)]
    [InlineData(BillType.Open, 1_000_000_000_001, false)]
    [InlineData(BillType.Open, 0, false)]
    [InlineData(BillType.Partial, 0, false)]
    public void Fit_a_bill_by_its_type(BillType type, long amount, bool fits)
    {
        var bill = Make.Bill(type);

        Assert.Equal(
            fits ? (null, bill) : (PaymentRefusal.AmountDoesNotFit, null),
            Payments.Decide([bill], Money.Rupiah(amount), Make.Now));
    }

    [Fact]
    public void Are_for_the_first_that_they_fit()
    {
        var (dear, cheap, other) = (Make.Bill(), Make.Bill(total: 50_000), Make.Bill(total: 50_000));
        other = other with { CreatedAt = other.CreatedAt.AddSeconds(1) };

        Assert.Equal(cheap, Payments.Decide([other, dear, cheap], Money.Rupiah(50_000), Make.Now).Bill);
    }

    [Fact]
    public void Are_refused_where_nothing_can_be_paid()
    {
        Assert.Equal(PaymentRefusal.BillNotFound, Payments.Decide([], Money.Rupiah(1), Make.Now).Refusal);
        Assert.Equal(
            PaymentRefusal.AlreadyPaid,
            Payments.Decide([Make.Bill(paid: 100_000)], Money.Rupiah(100_000), Make.Now).Refusal);
        Assert.Equal(
            PaymentRefusal.BillExpired,
            Payments.Decide([Make.Bill().Expired()], Money.Rupiah(100_000), Make.Now).Refusal);
    }

    [Fact]
    public void Are_taken_back_once_and_whole()
    {
        var payment = Payment(100_000);

        Assert.Null(Payments.Decide(payment, Money.Rupiah(100_000)));
        Assert.Equal(ReversalRefusal.PaymentNotFound, Payments.Decide(null, Money.Rupiah(100_000)));
        Assert.Equal(ReversalRefusal.AmountDiffers, Payments.Decide(payment, Money.Rupiah(99_999)));
        Assert.Equal(
            ReversalRefusal.AlreadyReversed,
            Payments.Decide(payment with { ReversedAt = Make.Now }, Money.Rupiah(100_000)));
    }

    [Fact]
    public void Move_money_in_and_out_again() =>
        Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), amount =>
        {
            var payment = Payment(amount);
            var (there, back) = (
                Payments.Move(Make.Bill(), payment), Payments.MoveBack(Make.Bill(), payment, Make.Now));

            return there.Postings.Zip(back.Postings).All(both =>
                    both.First.Account == both.Second.Account && both.First.Amount == -both.Second.Amount)
                && there.Postings.Contains(new(new("toko-maju", "bills"), Money.Rupiah(amount)))
                && there.Reference == back.Reference;
        }).QuickCheckThrowOnFailure();

    static BillPayment Payment(long amount) => new(
        Guid.NewGuid(), new(Guid.NewGuid()), new("bank"), new("ref"), Money.Rupiah(amount), null, Make.Now, null,
        Money.Rupiah(amount), Make.Now);
}
