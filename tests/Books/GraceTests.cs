using Periksa.Invoicing;

namespace Periksa.Books.Tests;

public class GraceTests
{
    static readonly DateTimeOffset Over = Invoices.DueAt.AddDays(7);

    [Fact]
    public void Lasts_up_to_the_last_tick_of_the_seventh_day_after_the_due_date() =>
        Assert.False(Grace.IsOver(Invoices.Day, Over.AddTicks(-1)));

    [Fact]
    public void Is_over_exactly_seven_days_after_the_due_date()
    {
        Assert.True(Grace.IsOver(Invoices.Day, Over));
        Assert.True(Grace.IsOver(Invoices.Day, Over.ToOffset(BusinessDay.Wib)));
        Assert.True(Grace.IsOver(Invoices.Day, Over.AddYears(1)));
    }

    [Fact]
    public void Has_not_begun_while_the_invoice_s_own_day_lasts() =>
        Assert.False(Grace.IsOver(Invoices.Day, Invoices.DueAt.AddHours(-1)));

    [Fact]
    public void Never_ends_for_somebody_who_owes_nothing() =>
        Assert.False(Grace.IsOver(oldestUnpaid: null, Over.AddYears(100)));
}
