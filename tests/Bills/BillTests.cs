namespace Periksa.Bills.Tests;

public class BillTests
{
    [Fact]
    public void Is_what_its_payments_and_the_clock_say()
    {
        Assert.Equal(BillStatus.Active, Make.Bill().StatusAt(Make.Now));
        Assert.Equal(BillStatus.Active, Make.Bill(paid: 99_999).StatusAt(Make.Now));
        Assert.Equal(BillStatus.Paid, Make.Bill(paid: 100_000).StatusAt(Make.Now));
        Assert.Equal(BillStatus.Paid, Make.Bill(BillType.Partial, paid: 100_000).StatusAt(Make.Now));
        Assert.Equal(BillStatus.Paid, Make.Bill(paid: 100_000).Expired().StatusAt(Make.Now));
        Assert.Equal(BillStatus.Active, Make.Bill(BillType.Open, paid: 500_000).StatusAt(Make.Now));
        Assert.Equal(BillStatus.Expired, Make.Bill(BillType.Open, paid: 500_000).Expired().StatusAt(Make.Now));
        Assert.Equal(BillStatus.Void, Make.Bill().Voided().StatusAt(Make.Now));
    }

    [Fact]
    public void Expires_to_the_tick()
    {
        Assert.Equal(BillStatus.Active, Make.Bill().Expired().StatusAt(Make.Now.AddTicks(-1)));
        Assert.Equal(BillStatus.Expired, Make.Bill().Expired().StatusAt(Make.Now));
    }

    [Fact]
    public void Bills_what_is_left_and_an_open_one_its_total()
    {
        Assert.Equal(Money.Rupiah(70_000), Make.Bill(BillType.Partial, paid: 30_000).Billed);
        Assert.Equal(Money.Rupiah(100_000), Make.Bill(BillType.Open, paid: 30_000).Billed);
    }

    [Fact]
    public void Comes_oldest_due_first_then_oldest_made()
    {
        var never = Make.Bill() with { Hash = new("never") };
        var old = Make.Bill() with { Hash = new("old"), CreatedAt = Make.Now.AddDays(-9) };
        var late = Make.Bill() with { Hash = new("late"), DueAt = Make.Now.AddDays(2) };
        var soon = Make.Bill() with { Hash = new("soon"), DueAt = Make.Now.AddDays(1) };

        Assert.Equal(
            ["soon", "late", "old", "never"],
            Bill.InOrder([never, late, old, soon]).Select(bill => bill.Hash.Value));
    }

    [Fact]
    public void Is_the_sum_of_its_components()
    {
        var bill = new NewBill(
            new("toko"), new(
                "8673011234567890"), BillType.Close, "SPP", new("John", null, null, null), null, null, null, null,
            null,
            [new("1", "SPP", 2, Money.Rupiah(50_000)), new("2", "Buku", 3, new(12_345, Currency.Idr))], Make.Now);

        Assert.Equal("100370.35", bill.Total.ToString());
    }
}
