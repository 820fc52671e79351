namespace Periksa.Bills.Tests;

public class OwingTests
{
    [Fact]
    public void Shows_all_that_can_be_paid_and_nothing_else()
    {
        var (active, open) = (Make.Bill(), Make.Bill(BillType.Open) with { Hash = new("open") });

        var answer = Owing.On(
            [active, Make.Bill(paid: 100_000), open, Make.Bill().Expired(), Make.Bill().Voided()], Make.Now);

        Assert.Equal(BillVerdict.Payable, answer.Verdict);
        Assert.Equal(Bill.InOrder([active, open]), answer.Bills);
    }

    [Fact]
    public void Finds_none_among_void_ones_and_says_when_all_are_expired_or_paid()
    {
        Assert.Equal(BillVerdict.NotFound, Owing.On([], Make.Now).Verdict);
        Assert.Equal(BillVerdict.NotFound, Owing.On([Make.Bill().Voided()], Make.Now).Verdict);
        Assert.Equal(BillVerdict.NotFound, Owing.On([Make.Bill().Voided().Expired()], Make.Now).Verdict);
        Assert.Equal(BillVerdict.Expired, Owing.On([Make.Bill().Voided(), Make.Bill().Expired()], Make.Now).Verdict);
        Assert.Equal(BillVerdict.AlreadyPaid, Owing.On([Make.Bill(paid: 100_000)], Make.Now).Verdict);
        Assert.Equal(
            BillVerdict.AlreadyPaid, Owing.On([Make.Bill().Expired(), Make.Bill(paid: 100_000)], Make.Now).Verdict);
    }

    [Fact]
    public void Sums_what_is_left_of_all_and_nothing_of_open_ones()
    {
        Assert.Null(Owing.Sum([Make.Bill().Expired()], Make.Now));
        Assert.Equal(
            new("John Doe", Money.Rupiah(170_000)),
            Owing.Sum(
                [
                    Make.Bill(), Make.Bill(BillType.Partial, paid: 30_000), Make.Bill(BillType.Open),
                    Make.Bill(paid: 100_000), Make.Bill().Voided(),
                ],
                Make.Now));
        Assert.Equal(new("John Doe", Money.Zero), Owing.Sum([Make.Bill(paid: 100_000)], Make.Now));
    }

    [Fact]
    public void Is_owed_by_whoever_can_still_pay_and_not_by_who_had_the_account_before()
    {
        var before = Make.Bill(paid: 100_000) with { Customer = new("Andi", null, null, null) };

        Assert.Equal(new("John Doe", Money.Rupiah(100_000)), Owing.Sum([before, Make.Bill()], Make.Now));
        Assert.Equal(new("Andi", Money.Zero), Owing.Sum([before], Make.Now));
    }
}
