using System.Diagnostics;
using Dapper;
using Periksa.Bills;

namespace Periksa.Store.Tests;

public sealed class BillImportTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly byte[] Digest = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync() => await shop.AssertProven();

    [Fact]
    public async Task Imports_all_at_once_and_says_of_each_why_it_cannot_be_made()
    {
        await shop.Make(shop.Bill() with { InvoiceNumber = "there" });
        await shop.Make(shop.Bill() with { Biller = new(Shop.Warung), VaNumber = new("1111110000000001") });
        await using (var import = await Begin(Digest))
        {
            Assert.Null(import.Before);
            Assert.Equal(
                [
                    MakingVerdict.Made, MakingVerdict.InvoiceNumberUsed, MakingVerdict.PrefixOfAnother,
                    MakingVerdict.Made,
                ],
                await import.Judge(
                    shop.Bill() with { InvoiceNumber = "new" },
                    shop.Bill() with { InvoiceNumber = "there" },
                    shop.Bill(va: "1111110000000002"),
                    shop.Bill(va: "2222220000000002")));
            Assert.Equal(
                [MakingVerdict.InvoiceNumberUsed],
                await import.Judge(shop.Bill() with { InvoiceNumber = "new" }));
            Assert.Equal(2, await Count());
            await import.Complete(5, 0, CancellationToken.None);
        }

        Assert.Equal(4, await Count());
        await using var again = await Begin(Digest);
        Assert.Equal(new EarlierImport(2, 5), again.Before);
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
        Assert.Null(again.Before);
    }

    [Fact]
    public async Task Makes_the_bills_of_one_file_once_however_many_bring_it_at_once()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var import = await Begin(Digest);
            if (import.Before is not null)
                return 0;

            await import.Add([shop.Bill(), shop.Bill()], CancellationToken.None);
            await import.Complete(5, 0, CancellationToken.None);
            return 1;
        }));

        Assert.Equal(1, made.Sum());
        Assert.Equal(2, await Count());
    }

    [Fact]
    public async Task Keeps_the_order_of_the_file()
    {
        string[] names = [.. Enumerable.Range(0, 200).Select(i => $"{i}")];
        await using (var import = await Begin(Digest))
        {
            foreach (var batch in names.Chunk(50))
                await Add(import, [.. batch.Select(name => shop.Bill(va: VaOf(name)) with { Name = name })]);

            await import.Complete(names.Length, 0, CancellationToken.None);
        }

        var page = await shop.BillOffice().List(
            new(Shop.Toko), new(null, null, null, shop.Clock.Now, 0, 1000), CancellationToken.None);
        Assert.Equal(names, Bill.InOrder(page.Bills).Select(bill => bill.Name));

        static string VaOf(string name) => $"867301000000000{name.Length}"[^16..];
    }

    /// <summary>What is wrong with a row may pass, and the file with it.</summary>
    [Fact]
    public async Task Forgets_a_file_that_made_nothing()
    {
        await shop.Make(shop.Bill() with { InvoiceNumber = "there" });
        await using (var import = await Begin(Digest))
        {
            Assert.Equal(
                [MakingVerdict.InvoiceNumberUsed], await Add(import, shop.Bill() with { InvoiceNumber = "there" }));
            await import.Complete(1, 0, CancellationToken.None);
        }

        await using var again = await Begin(Digest);
        Assert.Null(again.Before);
    }

    [Fact]
    public async Task Remembers_a_file_whose_rows_nobody_counted()
    {
        await shop.Execute(
            "insert into bill_imports (biller, digest, made, at) values ('toko', @Digest, 7, now())", new { Digest });

        await using var again = await Begin(Digest);

        Assert.Equal(new EarlierImport(7, null), again.Before);
    }

    [Fact]
    public async Task Lets_a_row_have_the_number_of_an_earlier_one_that_was_refused()
    {
        await shop.Make(shop.Bill() with { Biller = new(Shop.Warung), VaNumber = new("1111110000000001") });
        await using var import = await Begin(Digest);

        Assert.Equal(
            [MakingVerdict.PrefixOfAnother, MakingVerdict.Made, MakingVerdict.InvoiceNumberUsed],
            await Add(
                import,
                shop.Bill(va: "1111110000000002") with { InvoiceNumber = "one" },
                shop.Bill() with { InvoiceNumber = "one" },
                shop.Bill() with { InvoiceNumber = "one" }));
    }

    /// <summary>The second waits for the first for a moment, and for a host that was killed no longer than
    /// that.</summary>
    [Fact]
    public async Task Is_refused_while_another_of_the_same_biller_lasts_and_not_after()
    {
        await using (var first = await Begin(Digest))
        {
            var watch = Stopwatch.StartNew();
            Assert.Null(
                await shop.BillOffice().BeginImport(new(Shop.Toko), new byte[32], default, CancellationToken.None));
            Assert.InRange(watch.Elapsed.TotalSeconds, 4, 9);

            using var cancel = new CancellationTokenSource();
            var waiting = shop.BillOffice().BeginImport(new(Shop.Toko), new byte[32], default, cancel.Token);
            await shop.UntilSomebodyWaits();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting).WaitAsync(TimeSpan.FromSeconds(3));

            await using var anothers = await shop.BillOffice().BeginImport(
                new(Shop.Warung), Digest, default, cancel: default);
            Assert.NotNull(anothers);
        }

        await using var second = await Begin(Digest);
        Assert.Null(second.Before);
    }

    /// <summary>It has looked for the number before the other's bill could be seen.</summary>
    [Fact]
    public async Task Judges_a_batch_again_when_somebody_makes_one_of_its_bills_meanwhile()
    {
        await shop.Make(shop.Bill());
        await using var import = await Begin(Digest);
        await Add(import, shop.Bill() with { InvoiceNumber = "before" });

        Task<IReadOnlyList<MakingVerdict>> adding;
        await using (var connection = await shop.Source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await Maker.Write(connection, Maker.ToBill(shop.Bill() with { InvoiceNumber = "contested" }));
            adding = Add(
                import,
                shop.Bill(va: "2222220000000001") with { InvoiceNumber = "contested" },
                shop.Bill() with { InvoiceNumber = "mine" });
            await shop.UntilSomebodyWaits();
            await transaction.CommitAsync();
        }

        Assert.Equal([MakingVerdict.InvoiceNumberUsed, MakingVerdict.Made], await adding);
        await import.Complete(3, 0, CancellationToken.None);
        Assert.Equal(
            ["before", "contested", "mine"],
            await Strings("select invoice_number from bills where invoice_number is not null order by 1"));
        Assert.Equal(["867301"], await Strings("select prefix from va_prefixes"));
    }

    static Task<IReadOnlyList<MakingVerdict>> Add(IBillImport import, params NewBill[] bills) => import.Judge(bills);

    async Task<IBillImport> Begin(byte[] digest) =>
        (await shop.BillOffice().BeginImport(new(Shop.Toko), digest, default, CancellationToken.None))!;

    Task<int> Count() => shop.Ask<int>("select count(*) from bills");

    async Task<IEnumerable<string>> Strings(string question)
    {
        await using var connection = await shop.Source.OpenConnectionAsync();
        return await connection.QueryAsync<string>(question);
    }
}
