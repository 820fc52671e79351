using Periksa.Bills;

namespace Periksa.Store.Tests;

public sealed class BillOfficeTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync() => await shop.AssertProven();

    [Fact]
    public async Task Makes_a_bill_that_is_found_as_it_was_made_by_its_biller_and_nobody_else()
    {
        var made = await shop.Make(shop.Bill() with
        {
            InvoiceNumber = "INV-001",
            DueAt = shop.Clock.Now.AddDays(1),
            ValidUntil = shop.Clock.Now.AddDays(2),
        });

        var found = (await shop.BillOffice().Find(new(Shop.Toko), made.Hash, CancellationToken.None))!;
        Assert.Equal(made with { Components = found.Components }, found);
        Assert.Equal(made.Components, found.Components);
        Assert.Matches("^[0-9A-Za-z_-]{8}$", made.Hash);
        Assert.Null(await shop.BillOffice().Find(new(Shop.Warung), made.Hash, CancellationToken.None));
        Assert.Null(await shop.BillOffice().Payments(new(Shop.Warung), made.Hash, 0, 10, CancellationToken.None));
        Assert.Equal(
            VoidVerdict.NotFound,
            (await shop.BillOffice().Void(
                new(Shop.Warung), made.Hash, shop.Clock.Now, CancellationToken.None)).Verdict);
    }

    [Fact]
    public async Task Takes_an_invoice_number_once_for_each_biller()
    {
        var bill = shop.Bill() with { InvoiceNumber = "INV-001" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.BillOffice().Make(bill)));

        Assert.Single(answers, answer => answer.Verdict is MakingVerdict.Made);
        Assert.Equal(9, answers.Count(answer => answer.Verdict is MakingVerdict.InvoiceNumberUsed));
        await shop.Make(bill with { Biller = new(Shop.Warung), VaNumber = new("1111110000000001") });
    }

    [Fact]
    public async Task Keeps_a_prefix_for_whoever_had_it_first()
    {
        await shop.Make(shop.Bill());

        var answer = await shop.BillOffice().Make(shop.Bill() with { Biller = new(Shop.Warung) });

        Assert.Equal(MakingVerdict.PrefixOfAnother, answer.Verdict);
    }

    [Fact]
    public async Task Revokes_what_is_not_paid_and_says_so_again()
    {
        var books = await shop.OpenBillBooks();
        var (paid, other) = (await shop.Make(shop.Bill()), await shop.Make(shop.Bill(va: "8673010000000002")));
        await books.Pay(shop.Order("1"));

        Assert.Equal(VoidVerdict.Paid, (await Void(paid.Hash)).Verdict);
        var voided = await Void(other.Hash);
        Assert.Equal((VoidVerdict.Voided, BillStatus.Void), (voided.Verdict, voided.Bill!.StatusAt(shop.Clock.Now)));
        Assert.Equal(voided.Bill.VoidedAt, (await Void(other.Hash)).Bill!.VoidedAt);
        Assert.Equal(
            PaymentRefusal.BillNotFound, (await books.Pay(shop.Order("2", va: "8673010000000002"))).Refusal);
        await books.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Lists_by_account_number_status_and_page_newest_first()
    {
        var books = await shop.OpenBillBooks();
        await shop.Make(shop.Bill() with { InvoiceNumber = "a" });
        shop.Clock.Now += TimeSpan.FromSeconds(1);
        await shop.Make(shop.Bill(va: "8673010000000002") with { InvoiceNumber = "b" });
        shop.Clock.Now += TimeSpan.FromSeconds(1);
        await shop.Make(shop.Bill() with { InvoiceNumber = "c", ValidUntil = shop.Clock.Now });
        shop.Clock.Now += TimeSpan.FromSeconds(1);
        await books.Pay(shop.Order("1"));

        Assert.Equal(("c b a", 3), await List(new()));
        Assert.Equal(("b", 3), await List(new() { Offset = 1, Limit = 1 }));
        Assert.Equal(("c a", 2), await List(new() { Va = Billers.Va }));
        Assert.Equal(("b", 1), await List(new() { Invoice = "b" }));
        Assert.Equal(("a", 1), await List(new() { Status = BillStatus.Paid }));
        Assert.Equal(("b", 1), await List(new() { Status = BillStatus.Active }));
        Assert.Equal(("c", 1), await List(new() { Status = BillStatus.Expired }));
        Assert.Equal(("", 0), await List(new() { Status = BillStatus.Void }));
        await books.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Shows_payments_by_the_page_oldest_first()
    {
        var books = await shop.OpenBillBooks();
        var bill = await shop.Make(shop.Bill(BillType.Open));
        for (var i = 0; i < 12; i++)
        {
            shop.Clock.Now += TimeSpan.FromSeconds(1);
            await books.Pay(shop.Order($"{i}", 1));
        }

        Assert.Equal(("0 1 2", 12), await Payments(0, 3));
        Assert.Equal(("10 11", 12), await Payments(10, 10));
        Assert.Equal(("", 12), await Payments(12, 10));
        await books.StopAsync(CancellationToken.None);

        async Task<(string, long)> Payments(int offset, int limit)
        {
            var page =
                await shop.BillOffice().Payments(new(Shop.Toko), bill.Hash, offset, limit, CancellationToken.None);
            return (string.Join(' ', page!.Payments.Select(payment => payment.RefId)), page.Total);
        }
    }

    Task<VoidAnswer> Void(string hash) =>
        shop.BillOffice().Void(new(Shop.Toko), new(hash), shop.Clock.Now, CancellationToken.None);

    async Task<(string, long)> List(Wanted wanted)
    {
        var page = await shop.BillOffice().List(
            new(Shop.Toko),
            new(VaNumber.OrNull(wanted.Va), wanted.Invoice, wanted.Status, shop.Clock.Now, wanted.Offset, wanted.Limit),
            CancellationToken.None);
        return (string.Join(' ', page.Bills.Select(bill => bill.InvoiceNumber)), page.Total!.Value);
    }

    sealed record Wanted
    {
        public string? Va { get; init; }
        public string? Invoice { get; init; }
        public BillStatus? Status { get; init; }
        public int Offset { get; init; }
        public int Limit { get; init; } = 10;
    }
}
