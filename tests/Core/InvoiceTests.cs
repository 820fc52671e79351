using Periksa.Invoicing;

namespace Periksa.Tests;

public class InvoiceTests
{
    static readonly DateTimeOffset Due = new(2025, 3, 11, 17, 0, 0, TimeSpan.Zero);

    static readonly Invoice OfTheDay = new(
        new(Guid.Parse("5f0c9a3e-0000-4000-8000-000000000001")),
        new("toko-maju"),
        new(2025, 3, 11),
        Money.Rupiah(2_000),
        Lines: 2,
        PaymentBeganAt: null,
        PaidAt: null);

    [Fact]
    public void Falls_due_at_the_midnight_that_ends_its_day() =>
        Assert.Equal(Due, OfTheDay.DueAt);

    [Fact]
    public void Is_initiated_up_to_the_last_tick_of_its_day() =>
        Assert.Equal(InvoiceStatus.Initiated, OfTheDay.StatusAt(Due.AddTicks(-1)));

    [Fact]
    public void Is_unpaid_from_midnight_on() =>
        Assert.Equal(InvoiceStatus.Unpaid, OfTheDay.StatusAt(Due));

    [Fact]
    public void Stays_unpaid_while_its_payment_is_under_way() =>
        Assert.Equal(
            InvoiceStatus.Unpaid,
            (OfTheDay with { PaymentBeganAt = Due.AddHours(1) }).StatusAt(Due.AddHours(2)));

    [Fact]
    public void Is_paid_once_it_was_paid_also_for_a_host_whose_clock_lags()
    {
        var paid = OfTheDay with { PaymentBeganAt = Due, PaidAt = Due.AddSeconds(1) };

        Assert.Equal(InvoiceStatus.Paid, paid.StatusAt(Due.AddSeconds(1)));
        Assert.Equal(InvoiceStatus.Paid, paid.StatusAt(Due.AddSeconds(-1)));
    }
}
