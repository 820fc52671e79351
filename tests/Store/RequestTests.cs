using Dapper;
using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>What a bank hears that sends a payment request again, in whichever way.</summary>
public sealed class RequestTests(Shop shop) : TwoBillStores(shop)
{
    [Fact]
    public async Task Pays_a_bill_and_keeps_all_that_was_said_of_it()
    {
        var bill = await Shop.Make(Shop.Bill());

        var entry = await Books.Pay(Shop.Request("P-1", "1"));

        var (paid, payment) = Assert.Single(entry.Outcome!.Paid);
        Assert.Equal((RequestVerdict.New, null), (entry.Verdict, entry.Outcome.Refusal));
        Assert.Equal((bill.Id, Money.Rupiah(100_000)), (paid.Id, paid.Paid));
        Assert.Equal((Banks.First, "P-1", "6011", "John Doe"), (
            payment.Channel.Value, payment.RefId.Value, payment.TerminalId, payment.CustomerName));
        Assert.Equal(Money.Rupiah(100_000), await Shop.BillsBalance());
        Assert.Equal((1, 1, 1), await Shop.Left());
    }

    [Fact]
    public async Task Is_a_copy_under_the_same_key_and_a_repeat_under_another_and_neither_moves_anything()
    {
        await Shop.Make(Shop.Bill(BillType.Open));
        var first = await Books.Pay(Shop.Request("P-1", "1"));

        var copy = await Other.Pay(Shop.Request("P-1", "1"));
        var repeat = await Other.Pay(Shop.Request("P-1", "2"));
        var copyOfRepeat = await Books.Pay(Shop.Request("P-1", "2"));

        Assert.Equal(
            [RequestVerdict.Copied, RequestVerdict.Repeated, RequestVerdict.Copied],
            new[] { copy, repeat, copyOfRepeat }.Select(one => one.Verdict));
        foreach (var one in new[] { copy, repeat, copyOfRepeat })
            Assert.Equal(first.Outcome!.Paid.Single().Payment, one.Outcome!.Paid.Single().Payment);
        Assert.Equal((1, 1, 2), await Shop.Left());
        Assert.Equal(Money.Rupiah(100_000), await Shop.BillsBalance());
    }

    [Fact]
    public async Task Is_one_for_good_and_for_each_bank()
    {
        await Shop.Make(Shop.Bill(BillType.Open));
        await Books.Pay(Shop.Request("P-1", "1"));

        Shop.Clock.Now = Shop.Clock.Now.AddDays(500);

        Assert.Equal(RequestVerdict.Copied, (await Books.Pay(Shop.Request("P-1", "1"))).Verdict);
        Assert.Equal(RequestVerdict.Repeated, (await Books.Pay(Shop.Request("P-1", "2"))).Verdict);
        Assert.Equal(RequestVerdict.New, (await Books.Pay(Shop.Request("P-1", "1", bank: Banks.Second))).Verdict);
        Assert.Equal((2, 2, 4), await Shop.Left());
    }

    [Fact]
    public async Task Names_what_differs_under_its_id_whatever_key_it_comes_with()
    {
        var bill = await Shop.Make(Shop.Bill(BillType.Open));
        await Shop.Make(Shop.Bill(BillType.Open, va: "8673010000000002"));
        var first = Shop.Request("P-1", "1") with { Bills = [bill.Hash] };
        await Books.Pay(first);
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
                var entry = await Other.Pay(request with { Keys = request.Keys with { DayKey = key } });
                Assert.Equal((RequestVerdict.Differs, field), (entry.Verdict, entry.Field));
            }
        }

        Assert.Equal(Money.Rupiah(100_000), await Shop.BillsBalance());
        Assert.Equal(1, (await Shop.Left()).Payments);
    }

    /// <summary>The order of names, and what is not compared.</summary>
    [Fact]
    public async Task Is_the_same_however_its_bills_are_listed_and_whatever_else_it_says()
    {
        var (one, two) = (await Shop.Make(Shop.Bill()), await Shop.Make(Shop.Bill(rupiah: 50_000)));
        var first = Shop.Request("P-1", "1", 150_000) with { Bills = [one.Hash, two.Hash] };
        await Books.Pay(first);

        var repeat = await Books.Pay(first with
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
        await Shop.Make(Shop.Bill(BillType.Open));
        await Books.Pay(Shop.Request("P-1", "1"));
        await Books.Inquire(Shop.Asks("2"));
        var before = await Shop.Left();

        Assert.Equal(RequestVerdict.KeyUsed, (await Other.Pay(Shop.Request("P-2", "1"))).Verdict);
        Assert.Equal(RequestVerdict.KeyUsed, (await Other.Pay(Shop.Request("P-3", "2"))).Verdict);
        Assert.Equal(RequestVerdict.KeyUsed, (await Other.Pay(Shop.Request("P-1", "2"))).Verdict);
        Assert.Equal(before, await Shop.Left());

        // The same key is another the next day, and another bank's always.
        Assert.Equal(RequestVerdict.New, (await Books.Pay(Shop.Request("P-2", "1", bank: Banks.Second))).Verdict);
        Shop.Clock.Now = Shop.Clock.Now.AddDays(1);
        Assert.Equal(RequestVerdict.New, (await Books.Pay(Shop.Request("P-2", "1"))).Verdict);
    }

    [Fact]
    public async Task Hears_its_refusal_again_and_is_not_decided_anew()
    {
        var refused = await Books.Pay(Shop.Request("P-1", "1"));
        Assert.Equal((RequestVerdict.New, PaymentRefusal.BillNotFound), (refused.Verdict, refused.Outcome!.Refusal));

        await Shop.Make(Shop.Bill());
        var low = await Books.Pay(Shop.Request("P-2", "2", 99_999));
        Assert.Equal(PaymentRefusal.AmountDoesNotFit, low.Outcome!.Refusal);
        var copy = await Other.Pay(Shop.Request("P-1", "1"));
        var repeat = await Other.Pay(Shop.Request("P-1", "3"));

        Assert.Equal(
            (RequestVerdict.Copied, PaymentRefusal.BillNotFound), (copy.Verdict, copy.Outcome!.Refusal));
        Assert.Equal(
            (RequestVerdict.Repeated, PaymentRefusal.BillNotFound), (repeat.Verdict, repeat.Outcome!.Refusal));
        Assert.Equal(RequestVerdict.Differs, (await Other.Pay(Shop.Request("P-2", "4"))).Verdict);
        Assert.Equal(Money.Zero, await Shop.BillsBalance());
        Assert.Equal((2, 0), ((await Shop.Left()).Requests, (await Shop.Left()).Payments));
    }

    [Fact]
    public async Task Finds_what_is_paid_under_another_id_paid_and_that_before_what_has_expired()
    {
        await Shop.Make(Shop.Bill() with { ValidUntil = Shop.Clock.Now });
        var expired = await Books.Pay(Shop.Request("P-1", "1"));
        await Shop.Make(Shop.Bill());
        await Books.Pay(Shop.Request("P-2", "2"));

        var paid = await Other.Pay(Shop.Request("P-3", "3"));
        var elsewhere = await Other.Pay(Shop.Request("P-3", "3", bank: Banks.Second));
        var channel = await Books.Pay(Shop.Order("ref"));

        Assert.Equal(PaymentRefusal.BillExpired, expired.Outcome!.Refusal);
        Assert.Equal(PaymentRefusal.AlreadyPaid, paid.Outcome!.Refusal);
        Assert.Equal(PaymentRefusal.AlreadyPaid, elsewhere.Outcome!.Refusal);
        Assert.Equal(PaymentRefusal.AlreadyPaid, channel.Refusal);
    }

    [Fact]
    public async Task Says_that_it_was_taken_back_where_it_was()
    {
        var bill = await Shop.Make(Shop.Bill());
        await Books.Pay(Shop.Request("P-1", "1"));
        await Books.Reverse(new(
            new(Banks.First), bill.Hash, new("P-1"), Money.Rupiah(100_000), Shop.Clock.Now.AddSeconds(1)));

        Assert.True((await Books.Pay(Shop.Request("P-1", "1"))).Outcome!.IsTakenBack);
        Assert.True((await Books.Pay(Shop.Request("P-1", "2"))).Outcome!.IsTakenBack);
        Assert.False((await Books.Pay(Shop.Request("P-2", "3"))).Outcome!.IsTakenBack);
    }

    [Fact]
    public async Task Sent_many_times_at_once_is_decided_once_on_any_number_of_hosts()
    {
        await Shop.Make(Shop.Bill(BillType.Open));

        var entries = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            Banks.InTurn(() => (i % 2 == 0 ? Books : Other).Pay(Shop.Request("P-1", $"{i / 4}")))));

        Assert.Single(entries, entry => entry.Verdict is RequestVerdict.New);
        Assert.Equal(24, entries.Count(entry => entry.Verdict is RequestVerdict.Repeated));
        Assert.Equal(75, entries.Count(entry => entry.Verdict is RequestVerdict.Copied));
        Assert.All(entries, entry => Assert.Equal(
            entries[0].Outcome!.Paid.Single().Payment, entry.Outcome!.Paid.Single().Payment));
        Assert.Equal((1, 1, 25), await Shop.Left());
    }

    [Fact]
    public async Task Sent_under_one_key_and_many_ids_at_once_is_one_of_them_and_nothing_else_is_left()
    {
        await Shop.Make(Shop.Bill(BillType.Open));

        var entries = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            Banks.InTurn(() => (i % 2 == 0 ? Books : Other).Pay(Shop.Request($"P-{i}", "1")))));

        Assert.Single(entries, entry => entry.Verdict is RequestVerdict.New);
        Assert.Equal(99, entries.Count(entry => entry.Verdict is RequestVerdict.KeyUsed));
        Assert.Equal((1, 1, 1), await Shop.Left());
    }

    [Theory]
    [InlineData("delete from payment_requests")]
    [InlineData("update payment_requests set outcome = 'not_found'")]
    [InlineData("update bill_payments set request = null")]
    public async Task Is_a_fact(string statement)
    {
        await Shop.Make(Shop.Bill());
        await Books.Pay(Shop.Request("P-1", "1"));

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Shop.Execute(statement));
    }

    /// <summary>What was locked meanwhile is not decided, and is as if it had not come.</summary>
    [Fact]
    public async Task Leaves_nothing_where_its_bill_is_locked_for_too_long()
    {
        await Shop.Make(Shop.Bill());
        await using (var other = await Shop.Source.OpenConnectionAsync())
        await using (await other.BeginTransactionAsync())
        {
            await other.ExecuteAsync("select from bills for update");
            await Assert.ThrowsAsync<TooBusyException>(() => Books.Pay(Shop.Request("P-1", "1")));
        }

        Assert.Equal((0, 0, 0), await Shop.Left());
        Assert.Equal(RequestVerdict.New, (await Books.Pay(Shop.Request("P-1", "1"))).Verdict);
    }
}
