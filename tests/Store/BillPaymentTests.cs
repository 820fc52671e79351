using Periksa.Bills;

namespace Periksa.Store.Tests;

public sealed class BillPaymentTests(Shop shop) : TwoBillStores(shop)
{
    [Fact]
    public async Task Of_a_close_bill_takes_exactly_what_is_owed_once_and_is_the_billers()
    {
        var bill = await Shop.Make(Shop.Bill());

        Assert.Equal(PaymentRefusal.AmountDoesNotFit, (await Books.Pay(Shop.Order("low", 99_999))).Refusal);
        Assert.Equal(PaymentRefusal.AmountDoesNotFit, (await Books.Pay(Shop.Order("high", 100_001))).Refusal);
        var entry = await Books.Pay(Shop.Order("exact"));

        Assert.True(entry.IsNew);
        Assert.Equal(bill with { Paid = Money.Rupiah(100_000), Components = entry.Bill!.Components }, entry.Bill);
        Assert.Equal(BillStatus.Paid, entry.Bill.StatusAt(Shop.Clock.Now));
        Assert.Equal(PaymentRefusal.AlreadyPaid, (await Books.Pay(Shop.Order("again"))).Refusal);
        Assert.Equal(Money.Rupiah(100_000), await Shop.BillsBalance());
    }

    [Fact]
    public async Task Of_an_open_bill_takes_anything_as_often_as_anybody_likes()
    {
        await Shop.Make(Shop.Bill(BillType.Open));

        var entries = await Task.WhenAll(
            Enumerable.Range(1, 20).Select(i => Books.Pay(Shop.Order($"{i}", i * 10_000))));

        Assert.All(entries, entry => Assert.Equal(BillStatus.Active, entry.Bill!.StatusAt(Shop.Clock.Now)));
        Assert.All(entries, entry => Assert.Equal(Money.Rupiah(100_000), entry.Bill!.Billed));
        Assert.Equal(Money.Rupiah(2_100_000), await Shop.BillsBalance());
    }

    [Fact]
    public async Task Said_again_tells_the_first_result_and_moves_nothing()
    {
        await Shop.Make(Shop.Bill(BillType.Partial));
        var order = Shop.Order("same", 30_000);
        var first = await Books.Pay(order);
        await Books.Pay(Shop.Order("another", 20_000));

        var again = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Books.Pay(order)));

        Assert.All(again, entry => Assert.False(entry.IsNew));
        Assert.All(again, entry => Assert.Equal(first.Bill!.Paid, entry.Bill!.Paid));
        Assert.Equal(PaymentRefusal.AmountDiffers, (await Books.Pay(Shop.Order("same", 30_001))).Refusal);
        Assert.Equal(
            PaymentRefusal.AccountDiffers, (await Books.Pay(Shop.Order("same", 30_000, "8673010000000002"))).Refusal);
        Assert.Null((await Books.Pay(Shop.Order("same", 30_000, channel: "another"))).Refusal);
        Assert.Equal(Money.Rupiah(80_000), await Shop.BillsBalance());
    }

    [Fact]
    public async Task Said_again_tells_the_first_result_whatever_has_become_of_the_bill()
    {
        var bill = await Shop.Make(Shop.Bill(BillType.Partial) with { ValidUntil = Shop.Clock.Now.AddDays(1) });
        var order = Shop.Order("same", 30_000);
        var first = await Books.Pay(order);
        await Books.Pay(Shop.Order("another", 20_000));
        await Shop.BillOffice().Void(new(Shop.Toko), bill.Hash, Shop.Clock.Now, CancellationToken.None);
        Shop.Clock.Now += TimeSpan.FromDays(2);

        var again = await Books.Pay(order with { At = Shop.Clock.Now });

        Assert.Equal((first.PaidAt, false), (again.PaidAt, again.IsNew));
        Assert.Equal(first.Bill! with { Components = again.Bill!.Components }, again.Bill);
        Assert.Equal(BillStatus.Active, again.Bill.StatusAt(again.PaidAt));
        Assert.Equal(Money.Rupiah(50_000), await Shop.BillsBalance());
    }

    /// <summary>What was paid long ago is counted as having been, and read once.</summary>
    [Fact]
    public async Task Leaves_only_the_last_paid_bill_to_be_read_again()
    {
        var inquiry = new BillInquiry(new("bank"), new(Billers.Va), new("ref"), null, Shop.Clock.Now, Shop.Clock.Now);
        for (var i = 0; i < 3; i++)
        {
            await Shop.Make(Shop.Bill() with { At = Shop.Clock.Now.AddSeconds(i) });
            await Books.Pay(Shop.Order($"{i}"));
        }

        var voided = await Shop.Make(Shop.Bill());
        await Shop.BillOffice().Void(new(Shop.Toko), voided.Hash, Shop.Clock.Now, CancellationToken.None);
        await Shop.Make(Shop.Bill() with { ValidUntil = Shop.Clock.Now });
        var owed = await Shop.Make(Shop.Bill());

        var found = await Books.Inquire(inquiry);

        Assert.Equal(2, found!.Count);
        Assert.Contains(found, bill => bill.Hash == owed.Hash);
        Assert.Contains(found, bill => bill.CreatedAt == Shop.Clock.Now.AddSeconds(2) && bill.Billed == Money.Zero);
    }

    [Fact]
    public async Task Is_for_the_first_bill_that_it_fits_oldest_due_first()
    {
        var later = await Shop.Make(Shop.Bill() with { DueAt = Shop.Clock.Now.AddDays(2) });
        var sooner = await Shop.Make(Shop.Bill() with { DueAt = Shop.Clock.Now.AddDays(1) });
        var never = await Shop.Make(Shop.Bill(rupiah: 50_000));
        var expired = await Shop.Make(Shop.Bill() with { ValidUntil = Shop.Clock.Now });

        Assert.Equal(never.Hash, (await Books.Pay(Shop.Order("50", 50_000))).Bill!.Hash);
        Assert.Equal(sooner.Hash, (await Books.Pay(Shop.Order("1"))).Bill!.Hash);
        Assert.Equal(later.Hash, (await Books.Pay(Shop.Order("2"))).Bill!.Hash);
        Assert.Equal(PaymentRefusal.AlreadyPaid, (await Books.Pay(Shop.Order("3"))).Refusal);
        Assert.Equal(
            Money.Zero, (await Shop.BillOffice().Find(new(Shop.Toko), expired.Hash, CancellationToken.None))!.Paid);
    }

    [Fact]
    public async Task Finds_no_bill_where_there_is_none_or_only_void_ones_and_says_when_they_have_expired()
    {
        Assert.Equal(PaymentRefusal.BillNotFound, (await Books.Pay(Shop.Order("1"))).Refusal);

        var bill = await Shop.Make(Shop.Bill());
        await Shop.BillOffice().Void(new(Shop.Toko), bill.Hash, Shop.Clock.Now, CancellationToken.None);
        Assert.Equal(PaymentRefusal.BillNotFound, (await Books.Pay(Shop.Order("1"))).Refusal);

        await Shop.Make(Shop.Bill() with { ValidUntil = Shop.Clock.Now });
        Assert.Equal(PaymentRefusal.BillExpired, (await Books.Pay(Shop.Order("1"))).Refusal);
    }

    [Fact]
    public async Task Taken_back_makes_the_bill_payable_again_and_only_once()
    {
        var bill = await Shop.Make(Shop.Bill());
        await Books.Pay(Shop.Order("paid"));
        var order = new ReversalOrder(new("bank"), bill.Hash, new("paid"), Money.Rupiah(100_000), Shop.Clock.Now);

        Assert.Equal(
            ReversalRefusal.BillNotFound, (await Books.Reverse(order with { BillHash = new("nowhere1") })).Refusal);
        Assert.Equal(ReversalRefusal.PaymentNotFound, (await Books.Reverse(order with { RefId = new("x") })).Refusal);
        Assert.Equal(
            ReversalRefusal.PaymentNotFound, (await Books.Reverse(order with { Channel = new("x") })).Refusal);
        Assert.Equal(
            ReversalRefusal.AmountDiffers, (await Books.Reverse(order with { Amount = Money.Rupiah(1) })).Refusal);

        var races = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Books.Reverse(order with { At = Shop.Clock.Now.AddSeconds(i) })));
        Assert.Single(races, entry => entry.Refusal is null);
        Assert.Equal(19, races.Count(entry => entry.Refusal is ReversalRefusal.AlreadyReversed));
        Assert.Equal(Money.Zero, await Shop.BillsBalance());
        Assert.Equal(PaymentRefusal.AmountDiffers, (await Books.Pay(Shop.Order("paid", 99_999))).Refusal);
        Assert.Null((await Books.Pay(Shop.Order("paid anew"))).Refusal);
    }

    [Fact]
    public async Task Writes_every_question_down_and_shows_what_is_there()
    {
        var bill = await Shop.Make(Shop.Bill());
        var inquiry =
            new BillInquiry(new("bank"), new(Billers.Va), new("ref"), null, Shop.Clock.Now, Shop.Clock.Now.AddDays(40));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Books.Inquire(inquiry with { VaNumber = new VaNumber(i % 2 == 0 ? Billers.Va : "8673010000000002") })));

        Assert.Equal(25, answers.Count(bills => bills!.Count == 1 && bills[0].Hash == bill.Hash));
        Assert.Equal(25, answers.Count(bills => bills!.Count == 0));
        Assert.Equal(50, await Shop.Ask<int>("select count(*) from bill_inquiries where ref_id = 'ref'"));
    }

    [Theory]
    [InlineData("delete from bill_payments")]
    [InlineData("update bill_payments set amount = amount + 1")]
    [InlineData("update bill_payments set reversed_at = null")]
    public async Task Is_a_fact(string statement)
    {
        var bill = await Shop.Make(Shop.Bill());
        await Books.Pay(Shop.Order("kept"));
        await Books.Reverse(new(new("bank"), bill.Hash, new("kept"), Money.Rupiah(100_000), Shop.Clock.Now));

        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Shop.Execute(statement));

        Assert.Contains("are facts", refusal.MessageText);
    }
}
