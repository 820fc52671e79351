using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Periksa.Invoicing;

namespace Periksa.Books.Tests;

public class DailyPaymentTests
{
    [Theory]
    [InlineData("2025-03-12T08:44:59.9999999Z", "2025-03-11")]   // a tick before 15:45 WIB
    [InlineData("2025-03-12T08:45:00Z", "2025-03-12")]
    [InlineData("2025-03-12T15:45:00+07:00", "2025-03-12")]
    [InlineData("2025-03-12T16:59:59Z", "2025-03-12")]
    [InlineData("2025-03-12T17:00:00Z", "2025-03-12")]   // already the 13th in Jakarta, whose run is still to come
    [InlineData("2025-03-13T08:44:59Z", "2025-03-12")]
    [InlineData("2024-03-01T08:44:59Z", "2024-02-29")]
    public void Was_last_due_at_a_quarter_to_four_in_Jakarta(string now, string day) =>
        Assert.Equal(
            DateOnly.Parse(day, CultureInfo.InvariantCulture),
            DailyPayment.LastDue(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));

    [Fact]
    public void Pays_nothing_where_nothing_is_owed() =>
        Assert.Empty(DailyPayment.Choose([], Money.Rupiah(1_000)));

    [Fact]
    public void Pays_younger_invoices_past_one_that_is_too_large()
    {
        var old = Owed(days: 0, rupiah: 1_000);
        var large = Owed(days: 1, rupiah: 5_000);
        var small = Owed(days: 2, rupiah: 500);
        var last = Owed(days: 3, rupiah: 1);

        Assert.Equal([old, small], DailyPayment.Choose([small, last, large, old], Money.Rupiah(1_500)));
    }

    [Fact]
    public void Prefers_the_oldest_to_the_greatest_number()
    {
        var old = Owed(days: 0, rupiah: 2_000);

        Assert.Equal([old], DailyPayment.Choose([Owed(2, 1_000), Owed(1, 1_000), old], Money.Rupiah(2_000)));
    }

    [Fact]
    public void Pays_an_invoice_of_nothing_from_an_empty_deposit()
    {
        var nothing = Owed(days: 0, rupiah: 0);

        Assert.Equal([nothing], DailyPayment.Choose([nothing, Owed(1, 1)], Money.Zero));
    }

    [Fact]
    public void Never_spends_more_than_the_deposit() =>
        Prop.ForAll(Debts, Deposits, (owed, deposit) => Sum(DailyPayment.Choose(owed, deposit)) <= deposit)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Skips_only_what_did_not_fit_at_its_turn() =>
        Prop.ForAll(Debts, Deposits, (owed, deposit) =>
        {
            var paid = DailyPayment.Choose(owed, deposit).ToArray();
            return owed.Except(paid).All(skipped =>
                skipped.Amount > deposit - Sum(paid.Where(invoice => invoice.Day < skipped.Day)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pays_oldest_first_and_each_at_most_once() =>
        Prop.ForAll(Debts, Deposits, (owed, deposit) =>
        {
            var paid = DailyPayment.Choose(owed, deposit).ToArray();
            return paid.SequenceEqual(paid.OrderBy(invoice => invoice.Day))
                && paid.Distinct().Count() == paid.Length
                && paid.All(owed.Contains);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pays_the_same_in_whatever_order_the_invoices_come() =>
        Prop.ForAll(Debts, Deposits, (owed, deposit) =>
            DailyPayment.Choose(owed, deposit).SequenceEqual(DailyPayment.Choose(owed.Reverse(), deposit)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Pays_all_when_the_deposit_covers_all() =>
        Prop.ForAll(Debts, owed => DailyPayment.Choose(owed, Sum(owed)).Count() == owed.Length)
            .QuickCheckThrowOnFailure();

    /// <summary>One invoice a day at most, in no particular order, as a partner's unpaid ones may be read.</summary>
    static Arbitrary<Invoice[]> Debts => (
        from rupiah in Gen.Choose(0, 5_000).ArrayOf()
        from shuffled in Gen.Shuffle(rupiah.Select((amount, day) => Owed(day, amount)))
        select shuffled).ToArbitrary();

    static Arbitrary<Money> Deposits =>
        Gen.Choose(0, 50_000).Select(rupiah => Money.Rupiah(rupiah)).ToArbitrary();

    static Invoice Owed(int days, int rupiah) => Invoices.Of(Money.Rupiah(rupiah), Invoices.Day.AddDays(days));

    static Money Sum(IEnumerable<Invoice> invoices) =>
        invoices.Aggregate(Money.Zero, (sum, invoice) => sum + invoice.Amount);
}
