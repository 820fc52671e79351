using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>The payment that a biller is shown, whoever took it.</summary>
public sealed class PaymentStatusTests(Shop shop) : TwoBillStores(shop)
{
    [Fact]
    public async Task Is_the_youngest_under_its_id_whichever_banks_and_in_either_way()
    {
        await Shop.Make(Shop.Bill(BillType.Open));
        foreach (var bank in new[] { Banks.First, Banks.Second })
        {
            await Books.Pay(Shop.Request("P-1", "1", bank: bank));
            Shop.Clock.Now += TimeSpan.FromSeconds(1);
        }

        var ofBank = await Find("P-1");
        await Books.Pay(Shop.Order("P-1", 5_000));
        Shop.Clock.Now += TimeSpan.FromSeconds(1);
        var ofChannel = await Find("P-1");

        Assert.Equal((Banks.Second, Money.Rupiah(100_000), "00112345017"), (
            ofBank!.Bills.Single().Payment.Channel.Value, ofBank.Amount, ofBank.BankReference));
        Assert.Equal(("bank", "P-1", Money.Rupiah(5_000), null), (
            ofChannel!.Bills.Single().Payment.Channel.Value,
            ofChannel.Id.Value,
            ofChannel.Amount,
            ofChannel.BankReference));
    }

    [Fact]
    public async Task Is_the_last_one_where_none_is_named()
    {
        Assert.Null(await Find(id: null));
        var (one, two) = (await Shop.Make(Shop.Bill()), await Shop.Make(Shop.Bill(rupiah: 50_000)));
        await Books.Pay(Shop.Request("P-1", "1", 50_000) with { Bills = [two.Hash] });
        Shop.Clock.Now += TimeSpan.FromSeconds(1);
        await Books.Pay(Shop.Order("ref"));

        var last = await Find(id: null);

        Assert.Equal(("ref", one.Hash), (last!.Id.Value, last.Bills.Single().Bill.Hash));
    }

    [Fact]
    public async Task Shows_all_that_was_paid_under_one_request()
    {
        var (one, two) = (await Shop.Make(Shop.Bill()), await Shop.Make(Shop.Bill(rupiah: 50_000)));
        await Books.Pay(Shop.Request("P-1", "1", 150_000) with { Bills = [two.Hash, one.Hash] });

        foreach (var found in new[] { await Find("P-1"), await Find(id: null) })
        {
            Assert.Equal(Money.Rupiah(150_000), found!.Amount);
            Assert.Equal(
                new HashSet<BillHash> { one.Hash, two.Hash }, found.Bills.Select(paid => paid.Bill.Hash).ToHashSet());
        }
    }

    [Fact]
    public async Task Says_that_it_was_taken_back()
    {
        var bill = await Shop.Make(Shop.Bill());
        await Books.Pay(Shop.Order("ref"));
        await Books.Reverse(
            new(new("bank"), bill.Hash, new("ref"), Money.Rupiah(100_000), Shop.Clock.Now.AddSeconds(1)));

        Assert.True((await Find("ref"))!.IsTakenBack);
        Shop.Clock.Now += TimeSpan.FromSeconds(1);
        await Books.Pay(Shop.Request("P-1", "1"));
        Assert.False((await Find(id: null))!.IsTakenBack);
    }

    [Fact]
    public async Task Is_nobody_elses_and_none_that_was_refused()
    {
        await Shop.Make(Shop.Bill());
        await Books.Pay(Shop.Request("refused", "1", 1));
        await Books.Pay(Shop.Request("P-1", "2"));

        Assert.Null(await Find("refused"));
        Assert.Null(await Find("P-2"));
        Assert.Null(await Find("P-1", biller: Shop.Warung));
        Assert.Null(await Find(id: null, biller: Shop.Warung));
        Assert.Null(await Find("P-1", va: "8673010000000002"));
        Assert.NotNull(await Find("P-1"));
    }

    Task<FoundPayment?> Find(string? id, string va = Billers.Va, string biller = Shop.Toko) => Shop.BillOffice()
        .FindPayment(new(biller), new(va), Reference.OrNull(id), CancellationToken.None);
}
