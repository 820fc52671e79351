using FsCheck;
using FsCheck.Fluent;
using Periksa.Invoicing;
using Periksa.Ledger;

namespace Periksa.Books.Tests;

public class InvoicePaymentTests
{
    static readonly Money Amount = Money.Rupiah(2_000);
    static readonly Money Cent = new(1, Currency.Idr);

    static readonly DateTimeOffset Due = Invoices.DueAt;

    static readonly Invoice New = Invoices.Of(Amount);
    static readonly Invoice Begun = New with { PaymentBeganAt = Due };
    static readonly Invoice Paid = Begun with { PaidAt = Due.AddSeconds(1) };

    public static TheoryData<string, Invoice, Money, DateTimeOffset, PayVerdict> Decisions => new()
    {
        { "before midnight", New, Amount, Due.AddTicks(-1), PayVerdict.NotUnpaid },
        { "before midnight, without money", New, Money.Zero, Due.AddTicks(-1), PayVerdict.NotUnpaid },
        { "at midnight, with exactly enough", New, Amount, Due, PayVerdict.InProgress },
        { "with more than enough", New, Amount + Amount, Due.AddDays(30), PayVerdict.InProgress },
        { "a cent short", New, Amount - Cent, Due, PayVerdict.BalanceTooSmall },
        { "without money", New, Money.Zero, Due, PayVerdict.BalanceTooSmall },
        { "with everything promised elsewhere", New, -Cent, Due, PayVerdict.BalanceTooSmall },
        { "begun, its money promised to itself", Begun, Money.Zero, Due.AddSeconds(1), PayVerdict.InProgress },
        { "begun, with money for two", Begun, Amount, Due.AddSeconds(1), PayVerdict.InProgress },
        { "paid", Paid, Amount, Due.AddDays(1), PayVerdict.NotUnpaid },
        { "paid, without money", Paid, Money.Zero, Due.AddDays(1), PayVerdict.NotUnpaid },
        { "paid, for a host whose clock lags", Paid, Amount, Due.AddSeconds(-1), PayVerdict.NotUnpaid },
    };

    [Theory]
    [MemberData(nameof(Decisions), DisableDiscoveryEnumeration = true)]
    public void Is_decided_by_the_clock_the_deposit_and_what_was_begun(
        string when, Invoice invoice, Money spendable, DateTimeOffset now, PayVerdict expected) =>
        Assert.Equal((when, expected), (when, InvoicePayment.Decide(invoice, spendable, now)));

    [Fact]
    public void Of_nothing_needs_no_money() =>
        Assert.Equal(PayVerdict.InProgress, InvoicePayment.Decide(Invoices.Of(Money.Zero), Money.Zero, Due));

    [Fact]
    public void Moves_the_amount_from_the_deposit_to_the_revenue()
    {
        var movement = InvoicePayment.Move(Begun, Due)!;

        Assert.Equal(("invoice-payment", Begun.Id.ToString(), Due), (movement.Cause, movement.Reference, movement.At));
        Assert.Equal(
            [
                new Posting(AccountName.Deposit(new(Invoices.Partner)), -Amount),
                new Posting(AccountName.InquiryRevenue, Amount),
            ],
            movement.Postings);
    }

    [Fact]
    public void Moves_postings_that_sum_to_zero_whatever_the_amount() =>
        Prop.ForAll<DoNotSize<long>>(minor =>
        {
            var amount = new Money(minor.Item & long.MaxValue, Currency.Idr);
            var sum = InvoicePayment.Move(Invoices.Of(amount), Due)?.Postings
                .Aggregate(Money.Zero, (sum, posting) => sum + posting.Amount);
            return sum == (amount == Money.Zero ? null : Money.Zero);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Moves_nothing_for_an_invoice_of_nothing() =>
        Assert.Null(InvoicePayment.Move(Invoices.Of(Money.Zero), Due));

    [Fact]
    public void Is_named_by_its_invoice_so_that_it_happens_once() =>
        Assert.Equal(
            InvoicePayment.Move(Begun, Due)!.Reference,
            InvoicePayment.Move(Begun, Due.AddDays(1))!.Reference);
}
