using Dapper;
using Periksa.Bills;

namespace Periksa.Store.Tests;

public sealed class BillPaymentTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    BillStore _books = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero);
        _books = await shop.OpenBillBooks();
    }

    public async ValueTask DisposeAsync()
    {
        await _books.StopAsync(CancellationToken.None);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Of_a_close_bill_takes_exactly_what_is_owed_once_and_is_the_billers()
    {
        var bill = await shop.Make(shop.Bill());

        Assert.Equal(PaymentRefusal.AmountDoesNotFit, (await _books.Pay(shop.Order("low", 99_999))).Refusal);
        Assert.Equal(PaymentRefusal.AmountDoesNotFit, (await _books.Pay(shop.Order("high", 100_001))).Refusal);
        var entry = await _books.Pay(shop.Order("exact"));

        Assert.True(entry.IsNew);
        Assert.Equal(bill with { Paid = Money.Rupiah(100_000), Components = entry.Bill!.Components }, entry.Bill);
        Assert.Equal(BillStatus.Paid, entry.Bill.StatusAt(shop.Clock.Now));
        Assert.Equal(PaymentRefusal.AlreadyPaid, (await _books.Pay(shop.Order("again"))).Refusal);
        Assert.Equal(Money.Rupiah(100_000), await shop.BillsBalance());
    }

    [Fact]
    public async Task Of_one_close_bill_five_hundred_at_once_exactly_one_succeeds_on_any_number_of_hosts()
    {
        await shop.Make(shop.Bill());
        var other = await shop.OpenBillBooks();

        var entries = await Task.WhenAll(Enumerable.Range(0, 500).Select(i =>
            (i % 2 == 0 ? _books : other).Pay(shop.Order($"{i}", channel: i % 3 == 0 ? "bank" : "another"))));

        Assert.Single(entries, entry => entry.Refusal is null);
        Assert.Equal(499, entries.Count(entry => entry.Refusal is PaymentRefusal.AlreadyPaid));
        Assert.Equal(Money.Rupiah(100_000), await shop.BillsBalance());
        await other.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Of_a_partial_bill_takes_parts_up_to_what_is_owed_in_any_race()
    {
        await shop.Make(shop.Bill(BillType.Partial));

        var entries = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => _books.Pay(shop.Order($"{i}", 30_000))));

        Assert.Equal(3, entries.Count(entry => entry.Refusal is null));
        Assert.Equal(37, entries.Count(entry => entry.Refusal is PaymentRefusal.AmountDoesNotFit));
        Assert.Null((await _books.Pay(shop.Order("rest", 10_000))).Refusal);
        Assert.Equal(PaymentRefusal.AlreadyPaid, (await _books.Pay(shop.Order("more", 1))).Refusal);
    }

    [Fact]
    public async Task Of_an_open_bill_takes_anything_as_often_as_anybody_likes()
    {
        await shop.Make(shop.Bill(BillType.Open));

        var entries = await Task.WhenAll(
            Enumerable.Range(1, 20).Select(i => _books.Pay(shop.Order($"{i}", i * 10_000))));

        Assert.All(entries, entry => Assert.Equal(BillStatus.Active, entry.Bill!.StatusAt(shop.Clock.Now)));
        Assert.All(entries, entry => Assert.Equal(Money.Rupiah(100_000), entry.Bill!.Billed));
        Assert.Equal(Money.Rupiah(2_100_000), await shop.BillsBalance());
    }

    [Fact]
    public async Task Said_again_tells_the_first_result_and_moves_nothing()
    {
        await shop.Make(shop.Bill(BillType.Partial));
        var order = shop.Order("same", 30_000);
        var first = await _books.Pay(order);
        await _books.Pay(shop.Order("another", 20_000));

        var again = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _books.Pay(order)));

        Assert.All(again, entry => Assert.False(entry.IsNew));
        Assert.All(again, entry => Assert.Equal(first.Bill!.Paid, entry.Bill!.Paid));
        Assert.Equal(PaymentRefusal.AmountDiffers, (await _books.Pay(shop.Order("same", 30_001))).Refusal);
        Assert.Equal(
            PaymentRefusal.AccountDiffers, (await _books.Pay(shop.Order("same", 30_000, "8673010000000002"))).Refusal);
        Assert.Null((await _books.Pay(shop.Order("same", 30_000, channel: "another"))).Refusal);
        Assert.Equal(Money.Rupiah(80_000), await shop.BillsBalance());
    }

    [Fact]
    public async Task Said_again_tells_the_first_result_whatever_has_become_of_the_bill()
    {
        var bill = await shop.Make(shop.Bill(BillType.Partial) with { ValidUntil = shop.Clock.Now.AddDays(1) });
        var order = shop.Order("same", 30_000);
        var first = await _books.Pay(order);
        await _books.Pay(shop.Order("another", 20_000));
        await shop.BillOffice().Void(new(Shop.Toko), bill.Hash, shop.Clock.Now, CancellationToken.None);
        shop.Clock.Now += TimeSpan.FromDays(2);

        var again = await _books.Pay(order with { At = shop.Clock.Now });

        Assert.Equal((first.PaidAt, false), (again.PaidAt, again.IsNew));
        Assert.Equal(first.Bill! with { Components = again.Bill!.Components }, again.Bill);
        Assert.Equal(BillStatus.Active, again.Bill.StatusAt(again.PaidAt));
        Assert.Equal(Money.Rupiah(50_000), await shop.BillsBalance());
    }

    /// <summary>A channel waits for whoever pays the same biller, and for nobody else.</summary>
    [Fact]
    public async Task Of_one_biller_does_not_wait_for_anothers()
    {
        await shop.Make(shop.Bill());
        await shop.Make(shop.Bill(va: "1234560000000001") with { Biller = new(Shop.Warung) });
        Assert.Null((await _books.Pay(shop.Order("first"))).Refusal);

        await using var other = await shop.Source.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await other.ExecuteAsync("select from ledger_accounts where purpose in ('bills', 'collected:toko') for update");
        var paid = await _books.Pay(shop.Order("second", va: "1234560000000001"))
            .WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        Assert.Null(paid.Refusal);
    }

    /// <summary>A bank gives up on a payment, and its reversal arrives while that still waits for its turn.</summary>
    [Fact]
    public async Task Under_way_are_not_overtaken_by_their_reversals()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        await using var other = await shop.Source.OpenConnectionAsync();
        var transaction = await other.BeginTransactionAsync();
        await other.ExecuteAsync("select from bills where va_number = @va for update", new { va = Billers.Va });

        var before = Enumerable.Range(0, 5).Select(i => _books.Pay(shop.Order($"{i}"))).ToArray();
        var payment = _books.Pay(shop.Order("given up"));
        var reversal =
            _books.Reverse(new(new("bank"), bill.Hash, new("given up"), Money.Rupiah(100_000), shop.Clock.Now));
        await transaction.DisposeAsync();

        Assert.Null((await payment).Refusal);
        Assert.Null((await reversal).Refusal);
        await Task.WhenAll(before);
        Assert.Equal(Money.Rupiah(500_000), await shop.BillsBalance());
    }

    /// <summary>What was paid long ago is counted as having been, and read once.</summary>
    [Fact]
    public async Task Leaves_only_the_last_paid_bill_to_be_read_again()
    {
        var inquiry = new BillInquiry(new("bank"), new(Billers.Va), new("ref"), null, shop.Clock.Now, shop.Clock.Now);
        for (var i = 0; i < 3; i++)
        {
            await shop.Make(shop.Bill() with { At = shop.Clock.Now.AddSeconds(i) });
            await _books.Pay(shop.Order($"{i}"));
        }

        var voided = await shop.Make(shop.Bill());
        await shop.BillOffice().Void(new(Shop.Toko), voided.Hash, shop.Clock.Now, CancellationToken.None);
        await shop.Make(shop.Bill() with { ValidUntil = shop.Clock.Now });
        var owed = await shop.Make(shop.Bill());

        var found = await _books.Inquire(inquiry);

        Assert.Equal(2, found!.Count);
        Assert.Contains(found, bill => bill.Hash == owed.Hash);
        Assert.Contains(found, bill => bill.CreatedAt == shop.Clock.Now.AddSeconds(2) && bill.Billed == Money.Zero);
    }

    /// <summary>Two accounts hold no common lock but the reference's own.</summary>
    [Fact]
    public async Task Uses_a_reference_up_once_also_when_it_races_for_two_accounts()
    {
        const string elsewhere = "8673010000000002";
        await shop.Make(shop.Bill(BillType.Open));
        await shop.Make(shop.Bill(BillType.Open, va: elsewhere));

        var entries = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            _books.Pay(shop.Order("same", va: i % 2 == 0 ? Billers.Va : elsewhere))));

        Assert.Single(entries, entry => entry.IsNew);
        Assert.Equal(20, entries.Count(entry => entry.Refusal is PaymentRefusal.AccountDiffers));
        Assert.Equal(Money.Rupiah(100_000), await shop.BillsBalance());
    }

    [Fact]
    public async Task Is_for_the_first_bill_that_it_fits_oldest_due_first()
    {
        var later = await shop.Make(shop.Bill() with { DueAt = shop.Clock.Now.AddDays(2) });
        var sooner = await shop.Make(shop.Bill() with { DueAt = shop.Clock.Now.AddDays(1) });
        var never = await shop.Make(shop.Bill(rupiah: 50_000));
        var expired = await shop.Make(shop.Bill() with { ValidUntil = shop.Clock.Now });

        Assert.Equal(never.Hash, (await _books.Pay(shop.Order("50", 50_000))).Bill!.Hash);
        Assert.Equal(sooner.Hash, (await _books.Pay(shop.Order("1"))).Bill!.Hash);
        Assert.Equal(later.Hash, (await _books.Pay(shop.Order("2"))).Bill!.Hash);
        Assert.Equal(PaymentRefusal.AlreadyPaid, (await _books.Pay(shop.Order("3"))).Refusal);
        Assert.Equal(
            Money.Zero, (await shop.BillOffice().Find(new(Shop.Toko), expired.Hash, CancellationToken.None))!.Paid);
    }

    [Fact]
    public async Task Finds_no_bill_where_there_is_none_or_only_void_ones_and_says_when_they_have_expired()
    {
        Assert.Equal(PaymentRefusal.BillNotFound, (await _books.Pay(shop.Order("1"))).Refusal);

        var bill = await shop.Make(shop.Bill());
        await shop.BillOffice().Void(new(Shop.Toko), bill.Hash, shop.Clock.Now, CancellationToken.None);
        Assert.Equal(PaymentRefusal.BillNotFound, (await _books.Pay(shop.Order("1"))).Refusal);

        await shop.Make(shop.Bill() with { ValidUntil = shop.Clock.Now });
        Assert.Equal(PaymentRefusal.BillExpired, (await _books.Pay(shop.Order("1"))).Refusal);
    }

    [Fact]
    public async Task Taken_back_makes_the_bill_payable_again_and_only_once()
    {
        var bill = await shop.Make(shop.Bill());
        await _books.Pay(shop.Order("paid"));
        var order = new ReversalOrder(new("bank"), bill.Hash, new("paid"), Money.Rupiah(100_000), shop.Clock.Now);

        Assert.Equal(
            ReversalRefusal.BillNotFound, (await _books.Reverse(order with { BillHash = new("nowhere1") })).Refusal);
        Assert.Equal(ReversalRefusal.PaymentNotFound, (await _books.Reverse(order with { RefId = new("x") })).Refusal);
        Assert.Equal(
            ReversalRefusal.PaymentNotFound, (await _books.Reverse(order with { Channel = new("x") })).Refusal);
        Assert.Equal(
            ReversalRefusal.AmountDiffers, (await _books.Reverse(order with { Amount = Money.Rupiah(1) })).Refusal);

        var races = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            _books.Reverse(order with { At = shop.Clock.Now.AddSeconds(i) })));
        Assert.Single(races, entry => entry.Refusal is null);
        Assert.Equal(19, races.Count(entry => entry.Refusal is ReversalRefusal.AlreadyReversed));
        Assert.Equal(Money.Zero, await shop.BillsBalance());
        Assert.Equal(PaymentRefusal.AmountDiffers, (await _books.Pay(shop.Order("paid", 99_999))).Refusal);
        Assert.Null((await _books.Pay(shop.Order("paid anew"))).Refusal);
    }

    [Fact]
    public async Task Writes_every_question_down_and_shows_what_is_there()
    {
        var bill = await shop.Make(shop.Bill());
        var inquiry =
            new BillInquiry(new("bank"), new(Billers.Va), new("ref"), null, shop.Clock.Now, shop.Clock.Now.AddDays(40));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            _books.Inquire(inquiry with { VaNumber = new VaNumber(i % 2 == 0 ? Billers.Va : "8673010000000002") })));

        Assert.Equal(25, answers.Count(bills => bills!.Count == 1 && bills[0].Hash == bill.Hash));
        Assert.Equal(25, answers.Count(bills => bills!.Count == 0));
        Assert.Equal(50, await shop.Ask<int>("select count(*) from bill_inquiries where ref_id = 'ref'"));
    }

    [Theory]
    [InlineData("delete from bill_payments")]
    [InlineData("update bill_payments set amount = amount + 1")]
    [InlineData("update bill_payments set reversed_at = null")]
    public async Task Is_a_fact(string statement)
    {
        var bill = await shop.Make(shop.Bill());
        await _books.Pay(shop.Order("kept"));
        await _books.Reverse(new(new("bank"), bill.Hash, new("kept"), Money.Rupiah(100_000), shop.Clock.Now));

        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => shop.Execute(statement));

        Assert.Contains("are facts", refusal.MessageText);
    }
}
