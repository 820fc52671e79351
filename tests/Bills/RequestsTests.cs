namespace Periksa.Bills.Tests;

public class RequestsTests
{
    static readonly PaymentRequest Request = new(
        new("snap:BANK", new(2025, 3, 11), "1", null), new("P-1"), new("8673011234567890"), Money.Rupiah(150_000), [],
        Make.Now, Make.Now)
    {
        Bank = new("bank"),
    };

    static readonly Bill Dear = Make.Bill() with { Hash = new("dear-one"), InvoiceNumber = "INV-1" };
    static readonly Bill Cheap = Make.Bill(total: 50_000) with { Hash = new("cheapone") };

    [Fact]
    public void Pay_all_that_they_name_by_number_or_hash_each_as_it_is_owed()
    {
        var (refusal, bills) = Requests.Decide(Request with { Bills = ["cheapone", "INV-1"] }, [Dear, Cheap]);

        Assert.Null(refusal);
        Assert.Equal([Cheap, Dear], bills);
        Assert.Equal(
            [Money.Rupiah(50_000), Money.Rupiah(100_000)], bills.Select(bill => Requests.PartOf(Request, bills, bill)));
    }

    /// <summary>A number is what a bill is shown under where it has a short one; only then is it a hash.</summary>
    [Fact]
    public void Take_a_name_for_a_number_first()
    {
        var other = Cheap with { InvoiceNumber = "dear-one" };

        var (_, bills) = Requests.Decide(
            Request with { Bills = ["dear-one"], Amount = Money.Rupiah(50_000) }, [Dear, other]);

        Assert.Equal([other], bills);
    }

    [Fact]
    public void Pay_a_bill_once_that_they_name_twice()
    {
        var twice = Request with { Bills = ["INV-1", "dear-one"], Amount = Money.Rupiah(100_000) };

        Assert.Equal([Dear], Requests.Decide(twice, [Dear]).Bills);
        Assert.Equal(
            PaymentRefusal.AmountDoesNotFit,
            Requests.Decide(twice with { Amount = Money.Rupiah(200_000) }, [Dear]).Refusal);
    }

    /// <summary>Of several faults, the first of this list is told: unknown, paid, expired, another amount.</summary>
    [Fact]
    public void Are_refused_for_the_worst_of_what_they_name()
    {
        var paid = Make.Bill(paid: 100_000) with { Hash = new("paid-one") };
        var expired = Make.Bill().Expired() with { Hash = new("late-one") };
        var gone = Make.Bill().Voided() with { Hash = new("gone-one") };
        Bill[] all = [Dear, paid, expired, gone];

        Assert.Equal(PaymentRefusal.BillNotFound, Refusal("late-one", "paid-one", "gone-one"));
        Assert.Equal(PaymentRefusal.BillNotFound, Refusal("paid-one", "nowhere1"));
        Assert.Equal(PaymentRefusal.AlreadyPaid, Refusal("late-one", "paid-one", "dear-one"));
        Assert.Equal(PaymentRefusal.BillExpired, Refusal("dear-one", "late-one"));
        Assert.Equal(PaymentRefusal.AmountDoesNotFit, Refusal("dear-one"));

        PaymentRefusal? Refusal(params string[] names) => Requests.Decide(Request with { Bills = names }, all).Refusal;
    }

    [Fact]
    public void Pay_one_that_fits_where_they_name_none()
    {
        var (_, bills) = Requests.Decide(Request with { Amount = Money.Rupiah(50_000) }, [Dear, Cheap]);

        Assert.Equal([Cheap], bills);
        Assert.Equal(PaymentRefusal.AmountDoesNotFit, Requests.Decide(Request, [Dear, Cheap]).Refusal);
        Assert.Equal(PaymentRefusal.BillNotFound, Requests.Decide(Request, []).Refusal);
    }

    [Fact]
    public void Pay_nothing_in_another_currency()
    {
        var dollars = Request with { Amount = new(15_000_000, new("USD", 2)) };

        Assert.Equal(
            PaymentRefusal.AmountDoesNotFit, Requests.Decide(dollars, [Dear, Make.Bill(BillType.Open)]).Refusal);
        Assert.Equal(
            PaymentRefusal.AmountDoesNotFit,
            Requests.Decide(dollars with { Bills = ["INV-1", "cheapone"] }, [Dear, Cheap]).Refusal);
    }

    [Fact]
    public void Are_the_same_if_account_amount_currency_and_the_set_of_bills_are()
    {
        var first = new EarlierRequest(
            Guid.NewGuid(), Request.VaNumber, Request.Amount, ["INV-1", "cheapone"], Refusal: null)
        {
            Key = ("snap:BANK", "1"),
        };
        var same = Request with { Bills = ["cheapone", "INV-1", "cheapone"] };

        Assert.Null(Requests.Compare(first, same));
        Assert.Equal(RequestField.Account, Requests.Compare(first, same with { VaNumber = new("1") }));
        Assert.Equal(RequestField.Amount, Requests.Compare(first, same with { Amount = Money.Rupiah(1) }));
        Assert.Equal(
            RequestField.Currency, Requests.Compare(first, same with { Amount = new(15_000_000, new("USD", 2)) }));
        Assert.Equal(RequestField.Bills, Requests.Compare(first, same with { Bills = [] }));
    }
}
