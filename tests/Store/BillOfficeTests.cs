namespace Periksa.Store.Tests;

public sealed class BillOfficeTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly byte[] Digest = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

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

        var found = (await shop.BillOffice().Find(Shop.Toko, made.Hash, CancellationToken.None))!;
        Assert.Equal(made with { Components = found.Components }, found);
        Assert.Equal(made.Components, found.Components);
        Assert.Matches("^[0-9A-Za-z_-]{8}$", made.Hash);
        Assert.Null(await shop.BillOffice().Find(Shop.Warung, made.Hash, CancellationToken.None));
        Assert.Null(await shop.BillOffice().Payments(Shop.Warung, made.Hash, CancellationToken.None));
        Assert.Equal(
            VoidVerdict.NotFound,
            (await shop.BillOffice().Void(Shop.Warung, made.Hash, shop.Clock.Now, CancellationToken.None)).Verdict);
    }

    [Fact]
    public async Task Takes_an_invoice_number_once_for_each_biller()
    {
        var bill = shop.Bill() with { InvoiceNumber = "INV-001" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.BillOffice().Make(bill)));

        Assert.Single(answers, answer => answer.Verdict is MakingVerdict.Made);
        Assert.Equal(9, answers.Count(answer => answer.Verdict is MakingVerdict.InvoiceNumberUsed));
        await shop.Make(bill with { Biller = Shop.Warung, VaNumber = "1111110000000001" });
    }

    [Fact]
    public async Task Keeps_a_prefix_for_whoever_had_it_first()
    {
        await shop.Make(shop.Bill());

        var answer = await shop.BillOffice().Make(shop.Bill() with { Biller = Shop.Warung });

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
    public async Task Imports_all_at_once_and_says_of_each_why_it_cannot_be_made()
    {
        await shop.Make(shop.Bill() with { InvoiceNumber = "there" });
        await shop.Make(shop.Bill() with { Biller = Shop.Warung, VaNumber = "1111110000000001" });
        await using (var import = await Begin(Digest))
        {
            Assert.Null(import.MadeBefore);
            Assert.Equal(
                [
                    MakingVerdict.Made, MakingVerdict.InvoiceNumberUsed, MakingVerdict.PrefixOfAnother,
                    MakingVerdict.Made,
                ],
                await import.Add(
                    [
                        shop.Bill() with { InvoiceNumber = "new" },
                        shop.Bill() with { InvoiceNumber = "there" },
                        shop.Bill(va: "1111110000000002"),
                        shop.Bill(va: "2222220000000002"),
                    ],
                    CancellationToken.None));
            Assert.Equal(
                [MakingVerdict.InvoiceNumberUsed],
                await import.Add([shop.Bill() with { InvoiceNumber = "new" }], CancellationToken.None));
            Assert.Equal(2, await Count());
            await import.Complete(CancellationToken.None);
        }

        Assert.Equal(4, await Count());
        await using var again = await Begin(Digest);
        Assert.Equal(2, again.MadeBefore);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => again.Add([shop.Bill()], CancellationToken.None));
    }

    [Fact]
    public async Task Leaves_nothing_behind_of_an_import_that_was_not_completed()
    {
        await using (var import = await Begin(Digest))
            await import.Add([shop.Bill(), shop.Bill(va: "2222220000000002")], CancellationToken.None);

        Assert.Equal(0, await Count());
        Assert.Equal(0, await shop.Ask<int>("select count(*) from va_prefixes"));
        await using var again = await Begin(Digest);
        Assert.Null(again.MadeBefore);
    }

    [Fact]
    public async Task Makes_the_bills_of_one_file_once_however_many_bring_it_at_once()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var import = await Begin(Digest);
            if (import.MadeBefore is not null)
                return 0;

            await import.Add([shop.Bill(), shop.Bill()], CancellationToken.None);
            await import.Complete(CancellationToken.None);
            return 1;
        }));

        Assert.Equal(1, made.Sum());
        Assert.Equal(2, await Count());
    }

    Task<IBillImport> Begin(byte[] digest) =>
        shop.BillOffice().BeginImport(Shop.Toko, digest, CancellationToken.None);

    Task<int> Count() => shop.Ask<int>("select count(*) from bills");

    Task<VoidAnswer> Void(string hash) =>
        shop.BillOffice().Void(Shop.Toko, hash, shop.Clock.Now, CancellationToken.None);

    async Task<(string, long)> List(Wanted wanted)
    {
        var page = await shop.BillOffice().List(
            Shop.Toko,
            new(wanted.Va, wanted.Invoice, wanted.Status, shop.Clock.Now, wanted.Offset, wanted.Limit),
            CancellationToken.None);
        return (string.Join(' ', page.Bills.Select(bill => bill.InvoiceNumber)), page.Total);
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
