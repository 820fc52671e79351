using Dapper;
using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>Rows that meet what is there: bills of earlier files, other customers, and prefixes that nobody uses any
/// more.</summary>
public sealed class BillFileTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly DateTimeOffset Noon = new(2025, 3, 11, 5, 0, 0, TimeSpan.Zero);

    byte _file;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = Noon;
    }

    public async ValueTask DisposeAsync() => await shop.AssertProven();

    [Fact]
    public async Task Are_unchanged_where_an_earlier_file_of_the_day_made_the_same_bill_that_can_be_paid()
    {
        var books = await shop.OpenBillBooks();
        NewBill[] rows =
        [
            shop.Bill(va: Va(1)), shop.Bill(va: Va(2)) with { DueAt = Noon.AddDays(1), InvoiceNumber = "INV-2" },
            shop.Bill(BillType.Partial, va: Va(3)), shop.Bill(va: Va(4)),
        ];
        Assert.All(await Import(rows), one => Assert.Equal(MakingVerdict.Made, one.Verdict));
        await shop.Make(shop.Bill(va: Va(5)));
        await books.Pay(shop.Order("part", 10_000, Va(3)));
        await books.Pay(shop.Order("whole", va: Va(4)));
        shop.Clock.Now = Noon.AddHours(23);

        var answers = await Import([.. rows, shop.Bill(va: Va(5)), .. rows.Select(Changed)]);

        Assert.Equal(
            [
                MakingVerdict.Unchanged, MakingVerdict.Unchanged, MakingVerdict.Unchanged, MakingVerdict.Made,
                MakingVerdict.Made, MakingVerdict.Made, MakingVerdict.InvoiceNumberUsed, MakingVerdict.Made,
                MakingVerdict.Made,
            ],
            answers.Select(one => one.Verdict));
        Assert.Equal(
            await shop.Ask<string>(
                "select hash from bills where va_number = @va and description <> 'changed'", new { va = Va(3) }),
            answers[2].Hash);
        await books.StopAsync(CancellationToken.None);

        NewBill Changed(NewBill bill) => bill with { Description = "changed" };
    }

    [Theory]
    [InlineData(24, false, MakingVerdict.Made)]
    [InlineData(23, false, MakingVerdict.Unchanged)]
    [InlineData(23, true, MakingVerdict.Made)]
    public async Task Are_made_again_after_a_day_or_where_that_is_wanted(int hours, bool again, MakingVerdict verdict)
    {
        await Import([shop.Bill()]);
        shop.Clock.Now = Noon.AddHours(hours);

        Assert.Equal(verdict, (await Import([shop.Bill()], new(Again: again))).Single().Verdict);
    }

    /// <summary>Whichever host's clock is behind.</summary>
    [Fact]
    public async Task Are_unchanged_to_a_host_whose_clock_is_behind_the_one_that_made_them()
    {
        await Import([shop.Bill()]);
        shop.Clock.Now = Noon.AddSeconds(-2);

        Assert.Equal(MakingVerdict.Unchanged, (await Import([shop.Bill()])).Single().Verdict);
    }

    [Fact]
    public async Task Are_imported_again_with_their_file_where_that_is_wanted_and_told_of_the_last_time()
    {
        var digest = new byte[32];
        foreach (var wish in (ImportWish[])[default, default, new(Again: true)])
        {
            await using var import = await shop.BillOffice().BeginImport(
                new(Shop.Toko), digest, wish, CancellationToken.None);
            if (import!.Before is null)
            {
                NewBill[] rows = wish.Again ? [shop.Bill(), shop.Bill(va: Va(2))] : [shop.Bill()];
                await import.Judge(rows);
                await import.Complete(3, wish.Again ? 1 : 0, CancellationToken.None);
            }
        }

        Assert.Equal(3, await shop.Ask<int>("select count(*) from bills"));
        await using var last = await shop.BillOffice().BeginImport(
            new(Shop.Toko), digest, default, CancellationToken.None);
        Assert.Equal(new EarlierImport(2, 3, Unchanged: 1), last!.Before);
    }

    [Fact]
    public async Task Are_refused_where_another_customer_is_to_pay_on_the_account()
    {
        var made = await shop.Make(shop.Bill());
        var row = shop.Bill() with { Name = "Buku" };

        var answers = await Import([Of("JOHN-doe."), Of("Jane Doe")]);
        Assert.Equal((MakingVerdict.Made, null), (answers[0].Verdict, answers[0].Hash));
        Assert.Equal((MakingVerdict.CustomerDiffers, made.Hash), (answers[1].Verdict, answers[1].Hash));
        Assert.Equal(
            MakingVerdict.Made, (await Import([Of("Jane Doe")], new(SharedAccounts: true))).Single().Verdict);

        // Now there are two, and each of them is another's.
        Assert.Equal(MakingVerdict.CustomerDiffers, (await Import([Of("John Doe")])).Single().Verdict);
        await shop.Execute("update bills set voided_at = now()");
        Assert.Equal(MakingVerdict.Made, (await Import([Of("Jane Doe")])).Single().Verdict);

        NewBill Of(string name) => row with { Customer = row.Customer with { Name = name } };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Have_a_prefix_of_which_another_has_revoked_all_bills(bool byImport)
    {
        Bill[] made = [await shop.Make(shop.Bill()), await shop.Make(shop.Bill(BillType.Partial, va: Va(2)))];
        await Revoke(made[0]);
        Assert.Equal(MakingVerdict.PrefixOfAnother, await MakeOfWarung(byImport));
        await Revoke(made[1]);

        Assert.Equal(MakingVerdict.Made, await MakeOfWarung(byImport));

        Assert.Equal(Shop.Warung, await shop.Ask<string>("select biller from va_prefixes"));
        Assert.Equal(MakingVerdict.PrefixOfAnother, (await shop.BillOffice().Make(shop.Bill())).Verdict);
        Assert.Equal(
            BillStatus.Void,
            (await shop.BillOffice().Find(new(Shop.Toko), made[0].Hash, CancellationToken.None))!.StatusAt(Noon));
    }

    [Fact]
    public async Task Have_no_prefix_that_the_operator_gave_or_on_which_money_was_taken()
    {
        await shop.Execute("insert into va_prefixes (prefix, biller) values ('867301', 'toko')");
        Assert.Equal(MakingVerdict.PrefixOfAnother, await MakeOfWarung(byImport: false));

        var books = await shop.OpenBillBooks();
        var bill = await shop.Make(shop.Bill(BillType.Partial));
        await books.Pay(shop.Order("part", 1));
        await Revoke(bill);

        Assert.Equal(MakingVerdict.PrefixOfAnother, await MakeOfWarung(byImport: false));
        await books.StopAsync(CancellationToken.None);
    }

    /// <summary>Its bill cannot be seen yet.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Have_no_prefix_on_which_somebody_is_making_a_bill(bool byImport)
    {
        await Revoke(await shop.Make(shop.Bill()));
        var import = byImport ? await Begin(default, Shop.Toko) : null;
        await using var connection = await shop.Source.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            if (import is null)
                await connection.ExecuteAsync($"select {Prefixes.KeepOne}", new { turn = Prefixes.Turn("867301") });
            else
                Assert.Equal([MakingVerdict.Made], await import.Judge(shop.Bill()));

            Assert.Equal(MakingVerdict.PrefixOfAnother, await MakeOfWarung(byImport: false));
        }

        if (import is not null)
            await import.DisposeAsync();

        Assert.Equal(MakingVerdict.Made, await MakeOfWarung(byImport: false));
    }

    async Task<MakingVerdict> MakeOfWarung(bool byImport)
    {
        var bill = shop.Bill() with { Biller = new(Shop.Warung) };
        return byImport
            ? (await Import([bill], default, Shop.Warung)).Single().Verdict
            : (await shop.BillOffice().Make(bill)).Verdict;
    }

    /// <summary>Whoever guesses must not learn whose account it is, nor that anything is to be paid on it.</summary>
    [Fact]
    public async Task Tell_nothing_of_another_billers_accounts()
    {
        await Import([shop.Bill(va: Va(1))]);
        var right = shop.Bill(va: Va(1)) with { Biller = new(Shop.Warung) };
        var wrong = right with { Customer = right.Customer with { Name = "Somebody else" } };

        var answers = await Import([wrong, right, right with { VaNumber = new(Va(2)) }], default, Shop.Warung);

        Assert.All(answers, one => Assert.Equal(new(MakingVerdict.PrefixOfAnother), one));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Are_of_one_file_whether_or_not_accounts_may_be_shared(bool isSharedFirst)
    {
        var books = await shop.OpenBillBooks();
        NewBill[] rows = [shop.Bill(va: Va(1)), shop.Bill(va: Va(2)), shop.Bill(va: Va(3))];
        await Import(rows, new(SharedAccounts: isSharedFirst));
        await books.Pay(shop.Order("whole", va: Va(2)));
        await books.StopAsync(CancellationToken.None);
        shop.Clock.Now = Noon.AddDays(3);

        _file--;   // the same bytes
        await using var import = await Begin(new(SharedAccounts: !isSharedFirst), Shop.Toko);

        if (isSharedFirst)
        {
            Assert.Equal(3, import.Before!.Value.Made);
            return;
        }

        Assert.Null(import.Before);
        Assert.All(
            await import.Add(rows, CancellationToken.None),
            one => Assert.Equal(MakingVerdict.Unchanged, one.Verdict));
        await import.Complete(rows.Length, rows.Length, CancellationToken.None);
    }

    async Task Revoke(Bill bill) => Assert.Equal(
        VoidVerdict.Voided,
        (await shop.BillOffice().Void(new(Shop.Toko), bill.Hash, shop.Clock.Now, CancellationToken.None)).Verdict);

    async Task<IReadOnlyList<RowAnswer>> Import(NewBill[] rows, ImportWish wish = default, string biller = Shop.Toko)
    {
        await using var import = await Begin(wish, biller);
        var answers = await import.Add(rows, CancellationToken.None);
        await import.Complete(rows.Length, 0, CancellationToken.None);
        return answers;
    }

    // Each is another file.
    async Task<IBillImport> Begin(ImportWish wish, string biller) => (await shop.BillOffice().BeginImport(
        new(biller), Enumerable.Repeat(++_file, 32).ToArray(), wish, CancellationToken.None))!;

    static string Va(int number) => $"86730100000000{number:D2}";
}
