using System.Text;
using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>What billers are told of their bills: written with what happened, numbered without a gap.</summary>
public sealed class BillEventTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const string Bodies = """
        select coalesce(array_agg(convert_from(body, 'utf8') order by id), '{}') from callback_messages
        where ordering_key = @bill
        """;

    BillStore _books = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero);
        await shop.Execute("""
            insert into credentials (dialect, name, partner) values ('ipg-biller', 'toko', 'toko')
            on conflict do nothing;
            delete from callback_messages;
            delete from callback_endpoints
            """);
        await Register();
        _books = await shop.OpenBillBooks();
    }

    public async ValueTask DisposeAsync()
    {
        await _books.StopAsync(CancellationToken.None);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Are_told_in_the_same_transaction_and_once()
    {
        var bill = await shop.Make(shop.Bill());
        var order = shop.Order("told");
        var back = new ReversalOrder("bank", bill.Hash, "told", Money.Rupiah(100_000), shop.Clock.Now.AddSeconds(3));

        for (var times = 0; times < 3; times++)
            await _books.Pay(order, Told);
        for (var times = 0; times < 3; times++)
            await _books.Reverse(back, Told);

        Assert.Equal(["1: told paid, 100000.00", "2: told taken back, 0.00"], await Of(bill));
        var payment = await shop.Ask<Guid>("select id from bill_payments");
        Assert.Equal(2, await shop.Ask<int>(
            "select count(*) from callback_messages where subject = @payment", new { payment }));
        Assert.Equal(back.At.UtcDateTime, await shop.Ask<DateTime>("select max(created_at) from callback_messages"));
    }

    [Fact]
    public async Task Are_numbered_without_a_gap_and_queued_in_their_order_on_any_number_of_hosts()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        var other = await shop.OpenBillBooks();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            var books = i % 2 == 0 ? _books : other;
            var entry = await books.Pay(shop.Order($"{i}", 1000), Told);
            Assert.Null(entry.Refusal);
            if (i % 3 == 0)
            {
                await books.Reverse(
                    new("bank", bill.Hash, $"{i}", Money.Rupiah(1000), shop.Clock.Now.AddSeconds(1 + i)), Told);
            }
        }));
        await other.StopAsync(CancellationToken.None);

        var told = await Of(bill);
        Assert.Equal(Enumerable.Range(1, 80), told.Select(one => int.Parse(one.Split(':')[0])));
        Assert.Equal(80, await shop.Ask<int>("select events from bills where id = @id", new { id = bill.Id.Value }));

        // Each tells what was paid right after it.
        var paid = 0m;
        foreach (var one in told)
        {
            paid += one.Contains("taken back", StringComparison.Ordinal) ? -1000 : 1000;
            Assert.EndsWith($", {paid:0}.00", one, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Are_counted_by_the_bill_and_only_where_somebody_is_told()
    {
        var (first, second) = (
            await shop.Make(shop.Bill(BillType.Open)),
            await shop.Make(shop.Bill(BillType.Open, va: "8673010000000002")));

        await shop.Execute("delete from callback_endpoints");
        await _books.Pay(shop.Order("nobody", 1000), Told);
        await Register();
        await _books.Pay(shop.Order("unknown", 1000), _ => null);
        await _books.Pay(shop.Order("a", 1000), Told);
        await _books.Pay(shop.Order("b", 1000, va: second.VaNumber), Told);
        await _books.Pay(shop.Order("c", 1000), Told);

        Assert.Equal(["1: a paid, 3000.00", "2: c paid, 4000.00"], await Of(first));
        Assert.Equal(["1: b paid, 1000.00"], await Of(second));
    }

    /// <summary>Whatever else happens to the bill waits for it.</summary>
    [Fact]
    public async Task Are_due_at_once_though_their_writers_clock_be_a_day_ahead()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        var ahead = TimeProvider.System.GetUtcNow().AddDays(1);

        await _books.Pay(shop.Order("ahead", 1000) with { At = ahead }, Told);

        Assert.Equal((true, true), await shop.Ask<(bool, bool)>(
            "select due_at <= now(), created_at > now() from callback_messages where ordering_key = @bill",
            new { bill = bill.Id.Value }));
    }

    /// <summary>While an upgrade goes from host to host.</summary>
    [Fact]
    public async Task Take_their_turn_with_those_that_builds_before_write()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        await _books.Pay(shop.Order("a", 1000), _ => null);
        await shop.Execute("""
            insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
            select 'ipg-biller', 'toko', id, 'theirs', at, at from bill_payments where ref_id = 'a'
            """);
        await _books.Pay(shop.Order("b", 1000), Told);

        Assert.Equal(["theirs", "1: b paid, 2000.00"], await Of(bill));
    }

    static BillSubscriber? Told(string biller) => new("ipg-biller", biller, (bill, payment, sequence) =>
        Encoding.UTF8.GetBytes(
            $"{sequence}: {payment.RefId} {(payment.ReversedAt is null ? "paid" : "taken back")}, {bill.Paid}"));

    Task<string[]> Of(Bill bill) => shop.Ask<string[]>(Bodies, new { bill = bill.Id.Value });

    Task Register() =>
        shop.Execute("insert into callback_endpoints values ('ipg-biller', 'toko', 'https://toko.example')");
}
