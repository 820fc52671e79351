using Periksa.Bills;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Requests that come again in ways that are easily mistaken for each other.</summary>
public sealed class RequestRepeatTests(Shop shop) : TwoBillStores(shop)
{
    /// <summary>A bank that hears that it sent a copy may take it for a failure.</summary>
    [Fact]
    public async Task Is_no_copy_of_itself_where_the_word_of_a_repeat_was_lost()
    {
        const string again = "key-of-the-repeat";
        await Shop.Make(Shop.Bill());
        var first = await Books.Pay(Shop.Request("P-1", "1"));
        await using var cable = new Cable(Shop.ConnectionString) { LosesCommitOf = again };
        await using var source = cable.Open();
        var far = await Billers.OpenBillBooks(source);

        var repeating = far.Pay(Shop.Request("P-1", again));
        for (var tries = 0; await Shop.Left() != (1, 1, 2); tries++)
        {
            Assert.True(tries < 500, "The repeat was not committed.");
            await Task.Delay(20);
        }

        cable.LosesCommitOf = null;
        cable.Break();
        var repeated = await repeating;

        Assert.Equal(RequestVerdict.Repeated, repeated.Verdict);
        Assert.Equal(first.Outcome!.Paid.Single().Payment, repeated.Outcome!.Paid.Single().Payment);
        Assert.Equal(RequestVerdict.Copied, (await Books.Pay(Shop.Request("P-1", again))).Verdict);
        await far.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Is_a_copy_with_its_first_key_on_any_day()
    {
        await Shop.Make(Shop.Bill(BillType.Open));
        await Books.Pay(Shop.Request("P-1", "1"));
        Shop.Clock.Now = Shop.Clock.Now.AddDays(1);

        Assert.Equal(RequestVerdict.Copied, (await Other.Pay(Shop.Request("P-1", "1"))).Verdict);
        Assert.Equal(RequestVerdict.Copied, (await Other.Pay(Shop.Request("P-1", "1"))).Verdict);
        Assert.Equal(RequestVerdict.Repeated, (await Other.Pay(Shop.Request("P-1", "2"))).Verdict);
        Assert.Equal(Money.Rupiah(100_000), await Shop.BillsBalance());
    }

    [Fact]
    public async Task Is_the_banks_whichever_of_its_channels_brings_it()
    {
        await Shop.Make(Shop.Bill(BillType.Open));
        var first = Shop.Request("P-1", "1");
        await Books.Pay(first);

        var renamed = Shop.Request("P-1", "1", bank: Banks.Second) with { Bank = first.Bank };

        Assert.Equal(RequestVerdict.Repeated, (await Other.Pay(renamed)).Verdict);
        Assert.Equal(RequestVerdict.Copied, (await Other.Pay(renamed)).Verdict);
        Assert.Equal(Money.Rupiah(100_000), await Shop.BillsBalance());
    }

    /// <summary>The account was another biller's before.</summary>
    [Fact]
    public async Task Names_the_bill_that_can_be_paid_and_not_a_void_one_of_the_same_name()
    {
        var gone = await Shop.Make(Shop.Bill() with { InvoiceNumber = "INV-1" });
        await Shop.BillOffice().Void(new(Shop.Toko), gone.Hash, Shop.Clock.Now, CancellationToken.None);
        await Shop.Execute("update va_prefixes set biller = 'warung'");
        var live = await Shop.Make(Shop.Bill() with { Biller = new(Shop.Warung), InvoiceNumber = "INV-1" });

        var entry = await Books.Pay(Shop.Request("P-1", "1") with { Bills = ["INV-1"] });

        Assert.Equal(live.Id, Assert.Single(entry.Outcome!.Paid).Bill.Id);
    }
}
