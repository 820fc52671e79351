using Dapper;
using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>Payments of many at once.</summary>
public sealed class BillPaymentRaceTests(Shop shop) : TwoBillStores(shop)
{
    [Fact]
    public async Task Of_one_close_bill_five_hundred_at_once_exactly_one_succeeds_on_any_number_of_hosts()
    {
        await Shop.Make(Shop.Bill());

        var entries = await Task.WhenAll(Enumerable.Range(0, 500).Select(i =>
            (i % 2 == 0 ? Books : Other).Pay(Shop.Order($"{i}", channel: i % 3 == 0 ? "bank" : "another"))));

        Assert.Single(entries, entry => entry.Refusal is null);
        Assert.Equal(499, entries.Count(entry => entry.Refusal is PaymentRefusal.AlreadyPaid));
        Assert.Equal(Money.Rupiah(100_000), await Shop.BillsBalance());
    }

    [Fact]
    public async Task Of_a_partial_bill_takes_parts_up_to_what_is_owed_in_any_race()
    {
        await Shop.Make(Shop.Bill(BillType.Partial));

        var entries = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => Books.Pay(Shop.Order($"{i}", 30_000))));

        Assert.Equal(3, entries.Count(entry => entry.Refusal is null));
        Assert.Equal(37, entries.Count(entry => entry.Refusal is PaymentRefusal.AmountDoesNotFit));
        Assert.Null((await Books.Pay(Shop.Order("rest", 10_000))).Refusal);
        Assert.Equal(PaymentRefusal.AlreadyPaid, (await Books.Pay(Shop.Order("more", 1))).Refusal);
    }

    /// <summary>A channel waits for whoever pays the same biller, and for nobody else.</summary>
    [Fact]
    public async Task Of_one_biller_does_not_wait_for_anothers()
    {
        await Shop.Make(Shop.Bill());
        await Shop.Make(Shop.Bill(va: "1234560000000001") with { Biller = new(Shop.Warung) });
        Assert.Null((await Books.Pay(Shop.Order("first"))).Refusal);

        await using var other = await Shop.Source.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await other.ExecuteAsync("select from ledger_accounts where purpose in ('bills', 'collected:toko') for update");
        var paid = await Books.Pay(Shop.Order("second", va: "1234560000000001"))
            .WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        Assert.Null(paid.Refusal);
    }

    /// <summary>A bank gives up on a payment, and its reversal arrives while that still waits for its turn.</summary>
    [Fact]
    public async Task Under_way_are_not_overtaken_by_their_reversals()
    {
        var bill = await Shop.Make(Shop.Bill(BillType.Open));
        await using var other = await Shop.Source.OpenConnectionAsync();
        var transaction = await other.BeginTransactionAsync();
        await other.ExecuteAsync("select from bills where va_number = @va for update", new { va = Billers.Va });

        var before = Enumerable.Range(0, 5).Select(i => Books.Pay(Shop.Order($"{i}"))).ToArray();
        var payment = Books.Pay(Shop.Order("given up"));
        var reversal =
            Books.Reverse(new(new("bank"), bill.Hash, new("given up"), Money.Rupiah(100_000), Shop.Clock.Now));
        await transaction.DisposeAsync();

        Assert.Null((await payment).Refusal);
        Assert.Null((await reversal).Refusal);
        await Task.WhenAll(before);
        Assert.Equal(Money.Rupiah(500_000), await Shop.BillsBalance());
    }

    /// <summary>Two accounts hold no common lock but the reference's own.</summary>
    [Fact]
    public async Task Uses_a_reference_up_once_also_when_it_races_for_two_accounts()
    {
        const string elsewhere = "8673010000000002";
        await Shop.Make(Shop.Bill(BillType.Open));
        await Shop.Make(Shop.Bill(BillType.Open, va: elsewhere));

        var entries = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Books.Pay(Shop.Order("same", va: i % 2 == 0 ? Billers.Va : elsewhere))));

        Assert.Single(entries, entry => entry.IsNew);
        Assert.Equal(20, entries.Count(entry => entry.Refusal is PaymentRefusal.AccountDiffers));
        Assert.Equal(Money.Rupiah(100_000), await Shop.BillsBalance());
    }
}
