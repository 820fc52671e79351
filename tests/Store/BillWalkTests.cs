using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>Lists that are walked page by page while their rows change.</summary>
public sealed class BillWalkTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly DateTimeOffset Noon = new(2025, 3, 11, 5, 0, 0, TimeSpan.Zero);
    static readonly DateOnly Today = new(2025, 3, 11);

    BillStore _books = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = Noon;
        _books = await shop.OpenBillBooks();
    }

    public async ValueTask DisposeAsync()
    {
        await _books.StopAsync(CancellationToken.None);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Shows_every_bill_once_that_stays_in_it_while_others_leave_and_come()
    {
        var made = new List<Bill>();
        for (var i = 0; i < 30; i++)
        {
            shop.Clock.Now = Noon.AddSeconds(i);
            made.Add(await shop.Make(shop.Bill(va: $"86730100000001{i:D2}")));
        }

        var (seen, paid, after) = (new List<string>(), new HashSet<string>(), (BillId?)null);
        do
        {
            var page = await shop.BillOffice().List(
                new(Shop.Toko),
                new(null, null, BillStatus.Active, shop.Clock.Now, 0, 7) { IsWalk = true, After = after },
                CancellationToken.None);
            Assert.Null(page.Total);
            seen.AddRange(page.Bills.Select(bill => bill.Hash.Value));
            after = page.Next;

            // Two that were shown are paid, one that was not is, and a new one is made.
            shop.Clock.Now += TimeSpan.FromSeconds(1);
            var left = made.Where(one => !paid.Contains(one.Hash)).ToArray();
            Bill[] payers = [.. left[^2..], left[0]];
            foreach (var bill in payers)
            {
                paid.Add(bill.Hash);
                Assert.True((await _books.Pay(shop.Order(bill.Hash, va: bill.VaNumber))).IsNew);
            }

            await shop.Make(shop.Bill(va: $"8673010000000{seen.Count:D3}"));
        }
        while (after is not null);

        Assert.Distinct(seen);
        Assert.Empty(made.Select(one => one.Hash.Value).Except(paid).Except(seen));
    }

    [Fact]
    public async Task Ends_where_the_list_does()
    {
        for (var i = 0; i < 4; i++)
            await shop.Make(shop.Bill());

        var first = await Page(null);
        var second = await Page(first.Next);

        Assert.Equal((2, true), (first.Bills.Count, first.Next is not null));
        Assert.Equal((2, (BillId?)null), (second.Bills.Count, second.Next));

        Task<BillPage> Page(BillId? after) => shop.BillOffice().List(
            new(Shop.Toko),
            new(new VaNumber(Billers.Va), null, null, shop.Clock.Now, 0, 2) { IsWalk = true, After = after },
            CancellationToken.None);
    }

    [Fact]
    public async Task Has_a_payment_on_the_day_it_was_taken_and_on_the_day_it_was_taken_back()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        await shop.Make(shop.Bill(BillType.Open, va: "1111110000000001") with { Biller = new(Shop.Warung) });
        await Pay("yesterday", Noon.AddDays(-1));
        await Pay("kept", Noon.AddDays(-1).AddSeconds(1));
        await Pay("last moment", new(2025, 3, 10, 16, 59, 59, TimeSpan.Zero));
        await Pay("first moment", new(2025, 3, 10, 17, 0, 0, TimeSpan.Zero));
        await Pay("both", Noon);
        await Pay("another's", Noon, "1111110000000001");
        await Reverse("yesterday", Noon.AddHours(1));
        await Reverse("both", Noon.AddHours(2));
        await Reverse("last moment", new(2025, 3, 11, 17, 0, 0, TimeSpan.Zero));

        Assert.Equal("yesterday- kept last moment-", await Walk(Today.AddDays(-1)));
        Assert.Equal("first moment both- yesterday-", await Walk(Today));
        Assert.Equal("last moment-", await Walk(Today.AddDays(1)));
        Assert.Equal("", await Walk(Today.AddDays(2)));
        Assert.Equal("another's", await Walk(Today, Shop.Warung));
        Assert.Equal((bill.Hash, bill.VaNumber), await FirstBill());

        // As builds wrote them that did not say whose they are.
        await Unname();
        Assert.Equal("yesterday- kept last moment-", await Walk(Today.AddDays(-1)));
        Assert.Equal("first moment both- yesterday-", await Walk(Today));

        async Task Pay(string refId, DateTimeOffset at, string va = Billers.Va)
        {
            shop.Clock.Now = at;
            Assert.True((await _books.Pay(shop.Order(refId, va: va))).IsNew);
        }

        async Task Reverse(string refId, DateTimeOffset at) => Assert.Null((await _books.Reverse(
            new(new("bank"), bill.Hash, new(refId), Money.Rupiah(100_000), at))).Refusal);

        async Task<(string, string)> FirstBill()
        {
            var walk = await Page(Today, null, 1);
            return (walk.Payments[0].Hash, walk.Payments[0].VaNumber);
        }
    }

    [Fact]
    public async Task Shows_every_payment_of_a_day_once_while_some_are_taken_back()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        for (var i = 0; i < 25; i++)
        {
            shop.Clock.Now = i < 5 ? Noon.AddDays(-1).AddSeconds(i) : Noon.AddSeconds(i / 3);   // some at one moment
            await _books.Pay(shop.Order($"{i}"));
        }

        var (seen, after, taken) = (new List<string>(), (PaymentPlace?)null, 0);
        do
        {
            var walk = await Page(Today, after, 4);
            seen.AddRange(walk.Payments.Select(one => one.Payment.RefId.Value));
            after = walk.Next;

            // One of the day before, one that was shown, and one that was not.
            foreach (var refId in (string[])[$"{taken}", $"{5 + taken}", $"{24 - taken}"])
            {
                await _books.Reverse(new(
                    new("bank"), bill.Hash, new(refId), Money.Rupiah(100_000), Noon.AddHours(1).AddSeconds(taken)));
            }

            taken++;
        }
        while (after is not null && taken < 20);

        Assert.Distinct(seen);
        Assert.Empty(Enumerable.Range(5, 20).Select(i => $"{i}").Except(seen));
        Assert.Contains("0", seen);
    }

    Task<PaymentWalk> Page(DateOnly day, PaymentPlace? after, int limit, string biller = Shop.Toko) =>
        shop.BillOffice().Payments(new(biller), new(day, after, limit), CancellationToken.None);

    async Task<string> Walk(DateOnly day, string biller = Shop.Toko)
    {
        var (seen, after) = (new List<string>(), (PaymentPlace?)null);
        do
        {
            var walk = await Page(day, after, 2, biller);
            seen.AddRange(walk.Payments.Select(
                one => one.Payment.RefId + (one.Payment.ReversedAt is null ? "" : "-")));
            after = walk.Next;
        }
        while (after is not null);

        return string.Join(' ', seen);
    }

    Task Unname() => shop.Execute("""
        alter table bill_payments disable trigger user;
        update bill_payments set biller = null;
        alter table bill_payments enable trigger user
        """);
}
