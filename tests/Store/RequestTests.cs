using Dapper;
using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>What a bank hears that sends a payment request again, in whichever way.</summary>
public sealed class RequestTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    BillStore _books = null!;
    BillStore _other = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero);
        _books = await shop.OpenBillBooks();
        _other = await shop.OpenBillBooks();
    }

    public async ValueTask DisposeAsync()
    {
        await _books.StopAsync(CancellationToken.None);
        await _other.StopAsync(CancellationToken.None);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Pays_a_bill_and_keeps_all_that_was_said_of_it()
    {
        var bill = await shop.Make(shop.Bill());

        var entry = await _books.Pay(shop.Request("P-1", "1"));

        var (paid, payment) = Assert.Single(entry.Outcome!.Paid);
        Assert.Equal((RequestVerdict.New, null), (entry.Verdict, entry.Outcome.Refusal));
        Assert.Equal((bill.Id, Money.Rupiah(100_000)), (paid.Id, paid.Paid));
        Assert.Equal((Banks.First, "P-1", "6011", "John Doe"), (
            payment.Channel.Value, payment.RefId.Value, payment.TerminalId, payment.CustomerName));
        Assert.Equal(Money.Rupiah(100_000), await shop.BillsBalance());
        Assert.Equal((1, 1, 1), await shop.Left());
    }

    [Fact]
    public async Task Is_a_copy_under_the_same_key_and_a_repeat_under_another_and_neither_moves_anything()
    {
        await shop.Make(shop.Bill(BillType.Open));
        var first = await _books.Pay(shop.Request("P-1", "1"));

        var copy = await _other.Pay(shop.Request("P-1", "1"));
        var repeat = await _other.Pay(shop.Request("P-1", "2"));
        var copyOfRepeat = await _books.Pay(shop.Request("P-1", "2"));

        Assert.Equal(
            [RequestVerdict.Copied, RequestVerdict.Repeated, RequestVerdict.Copied],
            new[] { copy, repeat, copyOfRepeat }.Select(one => one.Verdict));
        foreach (var one in new[] { copy, repeat, copyOfRepeat })
            Assert.Equal(first.Outcome!.Paid.Single().Payment, one.Outcome!.Paid.Single().Payment);
        Assert.Equal((1, 1, 2), await shop.Left());
        Assert.Equal(Money.Rupiah(100_000), await shop.BillsBalance());
    }

    [Fact]
    public async Task Is_one_for_good_and_for_each_bank()
    {
        await shop.Make(shop.Bill(BillType.Open));
        await _books.Pay(shop.Request("P-1", "1"));

        shop.Clock.Now = shop.Clock.Now.AddDays(500);

        Assert.Equal(RequestVerdict.Repeated, (await _books.Pay(shop.Request("P-1", "1"))).Verdict);
        Assert.Equal(RequestVerdict.New, (await _books.Pay(shop.Request("P-1", "1", bank: Banks.Second))).Verdict);
        Assert.Equal((2, 2, 3), await shop.Left());
    }

    [Fact]
    public async Task Names_what_differs_under_its_id_whatever_key_it_comes_with()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        await shop.Make(shop.Bill(BillType.Open, va: "8673010000000002"));
        var first = shop.Request("P-1", "1") with { Bills = [bill.Hash] };
        await _books.Pay(first);
        var dollars = new Money(first.Amount.Minor, new("USD", 2));

        (PaymentRequest Request, RequestField Field)[] others =
        [
            (first with { VaNumber = new("8673010000000002") }, RequestField.Account),
            (first with { Amount = Money.Rupiah(99_999) }, RequestField.Amount),
            (first with { Amount = dollars }, RequestField.Currency),
            (first with { Bills = [] }, RequestField.Bills),
            (first with { Bills = [bill.Hash, "another1"] }, RequestField.Bills),
        ];

        foreach (var (request, field) in others)
        {
            foreach (var key in new[] { "1", "2" })
            {
                var entry = await _other.Pay(request with { Keys = request.Keys with { DayKey = key } });
                Assert.Equal((RequestVerdict.Differs, field), (entry.Verdict, entry.Field));
            }
        }

        Assert.Equal(Money.Rupiah(100_000), await shop.BillsBalance());
        Assert.Equal(1, (await shop.Left()).Payments);
    }

    /// <summary>The order of names, and what is not compared.</summary>
    [Fact]
    public async Task Is_the_same_however_its_bills_are_listed_and_whatever_else_it_says()
    {
        var (one, two) = (await shop.Make(shop.Bill()), await shop.Make(shop.Bill(rupiah: 50_000)));
        var first = shop.Request("P-1", "1", 150_000) with { Bills = [one.Hash, two.Hash] };
        await _books.Pay(first);

        var repeat = await _books.Pay(first with
        {
            Keys = first.Keys with { DayKey = "2" },
            Bills = [two.Hash, one.Hash, two.Hash],
            TransactionAt = first.TransactionAt.AddHours(1),
            At = first.At.AddHours(1),
            TerminalId = null,
            CustomerName = null,
            BankReference = null,
        });

        Assert.Equal((RequestVerdict.Repeated, 2), (repeat.Verdict, repeat.Outcome!.Paid.Count));
    }

    [Fact]
    public async Task Leaves_nothing_under_a_key_that_another_request_or_an_inquiry_has_used()
    {
        await shop.Make(shop.Bill(BillType.Open));
        await _books.Pay(shop.Request("P-1", "1"));
        await _books.Inquire(shop.Asks("2"));
        var before = await shop.Left();

        Assert.Equal(RequestVerdict.KeyUsed, (await _other.Pay(shop.Request("P-2", "1"))).Verdict);
        Assert.Equal(RequestVerdict.KeyUsed, (await _other.Pay(shop.Request("P-3", "2"))).Verdict);
        Assert.Equal(RequestVerdict.KeyUsed, (await _other.Pay(shop.Request("P-1", "2"))).Verdict);
        Assert.Equal(before, await shop.Left());

        // The same key is another the next day, and another bank's always.
        Assert.Equal(RequestVerdict.New, (await _books.Pay(shop.Request("P-2", "1", bank: Banks.Second))).Verdict);
        shop.Clock.Now = shop.Clock.Now.AddDays(1);
        Assert.Equal(RequestVerdict.New, (await _books.Pay(shop.Request("P-2", "1"))).Verdict);
    }

    [Fact]
    public async Task Hears_its_refusal_again_and_is_not_decided_anew()
    {
        var refused = await _books.Pay(shop.Request("P-1", "1"));
        Assert.Equal((RequestVerdict.New, PaymentRefusal.BillNotFound), (refused.Verdict, refused.Outcome!.Refusal));

        await shop.Make(shop.Bill());
        var low = await _books.Pay(shop.Request("P-2", "2", 99_999));
        Assert.Equal(PaymentRefusal.AmountDoesNotFit, low.Outcome!.Refusal);
        var copy = await _other.Pay(shop.Request("P-1", "1"));
        var repeat = await _other.Pay(shop.Request("P-1", "3"));

        Assert.Equal(
            (RequestVerdict.Copied, PaymentRefusal.BillNotFound), (copy.Verdict, copy.Outcome!.Refusal));
        Assert.Equal(
            (RequestVerdict.Repeated, PaymentRefusal.BillNotFound), (repeat.Verdict, repeat.Outcome!.Refusal));
        Assert.Equal(RequestVerdict.Differs, (await _other.Pay(shop.Request("P-2", "4"))).Verdict);
        Assert.Equal(Money.Zero, await shop.BillsBalance());
        Assert.Equal((2, 0), ((await shop.Left()).Requests, (await shop.Left()).Payments));
    }

    [Fact]
    public async Task Finds_what_is_paid_under_another_id_paid_and_that_before_what_has_expired()
    {
        await shop.Make(shop.Bill() with { ValidUntil = shop.Clock.Now });
        var expired = await _books.Pay(shop.Request("P-1", "1"));
        await shop.Make(shop.Bill());
        await _books.Pay(shop.Request("P-2", "2"));

        var paid = await _other.Pay(shop.Request("P-3", "3"));
        var elsewhere = await _other.Pay(shop.Request("P-3", "3", bank: Banks.Second));
        var channel = await _books.Pay(shop.Order("ref"));

        Assert.Equal(PaymentRefusal.BillExpired, expired.Outcome!.Refusal);
        Assert.Equal(PaymentRefusal.AlreadyPaid, paid.Outcome!.Refusal);
        Assert.Equal(PaymentRefusal.AlreadyPaid, elsewhere.Outcome!.Refusal);
        Assert.Equal(PaymentRefusal.AlreadyPaid, channel.Refusal);
    }

    [Fact]
    public async Task Says_that_it_was_taken_back_where_it_was()
    {
        var bill = await shop.Make(shop.Bill());
        await _books.Pay(shop.Request("P-1", "1"));
        await _books.Reverse(new(
            new(Banks.First), bill.Hash, new("P-1"), Money.Rupiah(100_000), shop.Clock.Now.AddSeconds(1)));

        Assert.True((await _books.Pay(shop.Request("P-1", "1"))).Outcome!.IsTakenBack);
        Assert.True((await _books.Pay(shop.Request("P-1", "2"))).Outcome!.IsTakenBack);
        Assert.False((await _books.Pay(shop.Request("P-2", "3"))).Outcome!.IsTakenBack);
    }

    [Fact]
    public async Task Sent_many_times_at_once_is_decided_once_on_any_number_of_hosts()
    {
        await shop.Make(shop.Bill(BillType.Open));

        var entries = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            Banks.InTurn(() => (i % 2 == 0 ? _books : _other).Pay(shop.Request("P-1", $"{i / 4}")))));

        Assert.Single(entries, entry => entry.Verdict is RequestVerdict.New);
        Assert.Equal(24, entries.Count(entry => entry.Verdict is RequestVerdict.Repeated));
        Assert.Equal(75, entries.Count(entry => entry.Verdict is RequestVerdict.Copied));
        Assert.All(entries, entry => Assert.Equal(
            entries[0].Outcome!.Paid.Single().Payment, entry.Outcome!.Paid.Single().Payment));
        Assert.Equal((1, 1, 25), await shop.Left());
    }

    [Fact]
    public async Task Sent_under_one_key_and_many_ids_at_once_is_one_of_them_and_nothing_else_is_left()
    {
        await shop.Make(shop.Bill(BillType.Open));

        var entries = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            Banks.InTurn(() => (i % 2 == 0 ? _books : _other).Pay(shop.Request($"P-{i}", "1")))));

        Assert.Single(entries, entry => entry.Verdict is RequestVerdict.New);
        Assert.Equal(99, entries.Count(entry => entry.Verdict is RequestVerdict.KeyUsed));
        Assert.Equal((1, 1, 1), await shop.Left());
    }

    [Theory]
    [InlineData("delete from payment_requests")]
    [InlineData("update payment_requests set outcome = 'not_found'")]
    [InlineData("update bill_payments set request = null")]
    public async Task Is_a_fact(string statement)
    {
        await shop.Make(shop.Bill());
        await _books.Pay(shop.Request("P-1", "1"));

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => shop.Execute(statement));
    }

    /// <summary>What was locked meanwhile is not decided, and is as if it had not come.</summary>
    [Fact]
    public async Task Leaves_nothing_where_its_bill_is_locked_for_too_long()
    {
        await shop.Make(shop.Bill());
        await using (var other = await shop.Source.OpenConnectionAsync())
        await using (await other.BeginTransactionAsync())
        {
            await other.ExecuteAsync("select from bills for update");
            await Assert.ThrowsAsync<TooBusyException>(() => _books.Pay(shop.Request("P-1", "1")));
        }

        Assert.Equal((0, 0, 0), await shop.Left());
        Assert.Equal(RequestVerdict.New, (await _books.Pay(shop.Request("P-1", "1"))).Verdict);
    }
}
