using System.Diagnostics;
using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>How much of what all billers share one of them may have.</summary>
public sealed class BillLimitTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly byte[] Digest = new byte[32];

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync() => await shop.AssertProven();

    /// <summary>Whoever waits sees what the other has done, and not what was there before.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Give_a_prefix_to_one_of_two_that_take_it_at_once(bool byImport)
    {
        await using var import = await Begin(Shop.Warung);
        Task<MakingVerdict> second;
        await using (var connection = await shop.Source.OpenConnectionAsync())
        {
            await using var first = await connection.BeginTransactionAsync();
            Assert.Null(await Prefixes.Claim(connection, new(Shop.Toko), Prefixes.Of(new(Billers.Va))));
            second = byImport ? Add(import, OfWarung()) : Make(OfWarung());
            await shop.UntilSomebodyWaits();
            await first.CommitAsync();
        }

        Assert.Equal(MakingVerdict.PrefixOfAnother, await second);
        Assert.Equal(Shop.Toko, await shop.Ask<string>("select biller from va_prefixes"));

        NewBill OfWarung() => shop.Bill() with { Biller = new(Shop.Warung) };
    }

    /// <summary>An import may last for minutes, and the host has twenty connections.</summary>
    [Theory]
    [InlineData(Billers.Va, "import's")]
    [InlineData("2222220000000001", null)]
    public async Task Let_nobody_wait_for_an_import_and_hold_up_everybody_else(string va, string? number)
    {
        await shop.Make(shop.Bill());
        await using var import = await Begin();
        var bill = shop.Bill(va: va) with { InvoiceNumber = number };
        Assert.Equal(MakingVerdict.Made, await Add(import, bill));

        using var office = shop.BillOffice();
        var contender = number is null ? bill with { Biller = new(Shop.Warung) } : bill;
        var (watch, books) = (Stopwatch.StartNew(), await shop.OpenBillBooks());
        var answers = Task.WhenAll(Enumerable.Range(0, 25).Select(
            i => office.Make(contender with { VaNumber = new($"{va[..6]}{i:D10}") })));
        Assert.Equal(PaymentRefusal.BillNotFound, (await books.Pay(shop.Order("1", va: "0"))).Refusal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1.5);   // they still wait

        Assert.All(await answers, answer => Assert.Equal(MakingVerdict.TooBusy, answer.Verdict));
        Assert.InRange(watch.Elapsed.TotalSeconds, 1, 8);
        await books.StopAsync(CancellationToken.None);

        await import.DisposeAsync();
        Assert.Equal(MakingVerdict.Made, (await office.Make(contender)).Verdict);
    }

    [Fact]
    public async Task Are_far_from_a_crowd_that_contends_for_nothing()
    {
        using var office = shop.BillOffice();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(
            i => office.Make(shop.Bill(va: $"867301{i:D10}"))));

        Assert.All(answers, answer => Assert.Equal(MakingVerdict.Made, answer.Verdict));
    }

    [Fact]
    public async Task Take_no_prefix_for_a_row_that_makes_no_bill()
    {
        await shop.Make(shop.Bill() with { InvoiceNumber = "there" });
        await using var import = await Begin();

        Assert.Equal(
            MakingVerdict.InvoiceNumberUsed,
            await Add(import, shop.Bill(va: "2222220000000001") with { InvoiceNumber = "there" }));
        Assert.Equal(
            [MakingVerdict.Made, MakingVerdict.InvoiceNumberUsed],
            await import.Judge(
                shop.Bill() with { InvoiceNumber = "new" },
                shop.Bill(va: "2222220000000001") with { InvoiceNumber = "new" }));
        await import.Complete(3, 0, CancellationToken.None);

        Assert.Equal("867301", await shop.Ask<string>("select prefix from va_prefixes"));
    }

    [Fact]
    public async Task Give_a_biller_a_hundred_prefixes_by_itself_and_more_by_the_operator()
    {
        await using (var import = await Begin())
        {
            var verdicts = await import.Judge(
                [.. Enumerable.Range(0, 105).Select(i => shop.Bill(va: $"9{i:D5}0000000001"))]);
            Assert.Equal(BillLimits.PrefixesTaken, verdicts.Count(verdict => verdict is MakingVerdict.Made));
            Assert.All(verdicts.Skip(100), verdict => Assert.Equal(MakingVerdict.PrefixesTooMany, verdict));
            Assert.Equal(MakingVerdict.Made, await Add(import, shop.Bill(va: "9000000000000002")));
            await import.Complete(106, 0, CancellationToken.None);
        }

        Assert.Equal(MakingVerdict.PrefixesTooMany, await Make(shop.Bill(va: "9001040000000001")));
        Assert.Equal(MakingVerdict.Made, await Make(shop.Bill(va: "9000000000000003")));
        await shop.Execute("insert into va_prefixes (prefix, biller) values ('900104', 'toko')");
        Assert.Equal(MakingVerdict.Made, await Make(shop.Bill(va: "9001040000000001")));
        Assert.Equal(
            MakingVerdict.Made, await Make(shop.Bill(va: "9001030000000001") with { Biller = new(Shop.Warung) }));
    }

    [Fact]
    public async Task Have_room_for_a_hundred_bills_that_can_be_paid_on_an_account()
    {
        var books = await shop.OpenBillBooks();
        using var office = shop.BillOffice();
        var verdicts = new List<MakingVerdict>();
        foreach (var eight in Enumerable.Repeat(shop.Bill(), 112).Chunk(8))
            verdicts.AddRange((await Task.WhenAll(eight.Select(office.Make))).Select(answer => answer.Verdict));

        Assert.Equal(100, verdicts.Count(verdict => verdict is MakingVerdict.Made));
        Assert.Equal(12, verdicts.Count(verdict => verdict is MakingVerdict.BillsTooMany));
        Assert.Equal(MakingVerdict.Made, await Make(shop.Bill(va: "8673010000000002")));

        Assert.Null((await books.Pay(shop.Order("paid"))).Refusal);
        Assert.Equal(MakingVerdict.Made, await Make(shop.Bill()));
        Assert.Equal(MakingVerdict.BillsTooMany, await Make(shop.Bill()));

        await shop.Execute($"""
            update bills set voided_at = now()
            where id = (select min(id::text)::uuid from bills where paid = 0 and va_number = '{Billers.Va}')
            """);
        Assert.Equal(MakingVerdict.Made, await Make(shop.Bill() with { ValidUntil = shop.Clock.Now.AddHours(1) }));
        Assert.Equal(MakingVerdict.BillsTooMany, await Make(shop.Bill()));

        shop.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(MakingVerdict.Made, await Make(shop.Bill()));
        await books.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Count_an_open_bill_however_much_was_paid()
    {
        var books = await shop.OpenBillBooks();
        for (var i = 0; i < BillLimits.PayableOnAccount; i++)
            await shop.Make(shop.Bill(BillType.Open));

        await books.Pay(shop.Order("paid"));

        Assert.Equal(MakingVerdict.BillsTooMany, await Make(shop.Bill()));
        await books.StopAsync(CancellationToken.None);
    }

    /// <summary>What is there counts, and what the file has brought in this batch and before.</summary>
    [Fact]
    public async Task Have_room_for_no_more_in_a_file()
    {
        for (var i = 0; i < 90; i++)
            await shop.Make(shop.Bill());

        await using var import = await Begin();
        Assert.All(
            await import.Judge([.. Enumerable.Range(0, 5).Select(_ => shop.Bill())]),
            verdict => Assert.Equal(MakingVerdict.Made, verdict));
        Assert.Equal(
            [5, 2],
            (await import.Judge([.. Enumerable.Range(0, 7).Select(_ => shop.Bill())]))
                .CountBy(verdict => verdict).OrderBy(one => one.Key).Select(one => one.Value));
        Assert.Equal(MakingVerdict.BillsTooMany, await Add(import, shop.Bill()));
        Assert.Equal(MakingVerdict.Made, await Add(import, shop.Bill(va: "8673010000000002")));
    }

    async Task<IBillImport> Begin(string biller = Shop.Toko) =>
        (await shop.BillOffice().BeginImport(new(biller), Digest, default, CancellationToken.None))!;

    static async Task<MakingVerdict> Add(IBillImport import, NewBill bill) =>
        (await import.Judge(bill)).Single();

    async Task<MakingVerdict> Make(NewBill bill) =>
        (await shop.BillOffice().Make(bill)).Verdict;
}
