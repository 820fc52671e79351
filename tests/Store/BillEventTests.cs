using System.Text;
using Dapper;
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
        var back = Back(bill, "told", 100_000);

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
                    new(new(
                        "bank"), bill.Hash, new($"{i}"), Money.Rupiah(1000), shop.Clock.Now.AddSeconds(1 + i)), Told);
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

    /// <summary>A dialect that dawdles keeps nobody from a bill, and no transaction open.</summary>
    [Fact]
    public async Task Are_composed_while_nothing_is_locked()
    {
        var bill = await shop.Make(shop.Bill());

        await _books.Pay(shop.Order("held"), HoldsAll);
        await _books.Reverse(Back(bill, "held", 100_000), HoldsAll);

        Assert.Equal(["1: held paid, 100000.00", "2: held taken back, 0.00"], await Of(bill));
    }

    [Fact]
    public async Task Are_composed_anew_where_another_host_was_quicker()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        var other = await shop.OpenBillBooks();

        var pays = new Overtaken(Told, () => other.Pay(shop.Order("first", 2000), Told));
        await _books.Pay(shop.Order("second", 1000), pays.Compose);
        var takesBack = new Overtaken(Told, () => other.Pay(shop.Order("third", 4000), Told));
        await _books.Reverse(Back(bill, "second", 1000), takesBack.Compose);
        await other.StopAsync(CancellationToken.None);

        Assert.Equal((2, 2), (pays.Composed, takesBack.Composed));
        Assert.Equal(
            ["1: first paid, 2000.00", "2: second paid, 3000.00", "3: third paid, 7000.00",
                "4: second taken back, 6000.00"],
            await Of(bill));
    }

    [Fact]
    public async Task Are_about_the_next_bill_where_another_host_has_paid_the_first()
    {
        var first = await shop.Make(shop.Bill() with { DueAt = shop.Clock.Now.AddDays(1) });
        var next = await shop.Make(shop.Bill() with { DueAt = shop.Clock.Now.AddDays(2) });
        var other = await shop.OpenBillBooks();

        var pays = new Overtaken(Told, () => other.Pay(shop.Order("quicker"), Told));
        var entry = await _books.Pay(shop.Order("slower"), pays.Compose);
        await other.StopAsync(CancellationToken.None);

        Assert.Equal(next.Hash, entry.Bill!.Hash);
        Assert.Equal(["1: quicker paid, 100000.00"], await Of(first));
        Assert.Equal(["1: slower paid, 100000.00"], await Of(next));
    }

    [Fact]
    public async Task Show_a_bill_as_void_that_its_biller_revokes_meanwhile()
    {
        var bill = await shop.Make(shop.Bill(BillType.Partial));
        await _books.Pay(shop.Order("part", 30_000), Told);

        var revoked = new Overtaken(
            Told, () => shop.BillOffice().Void(new(Shop.Toko), bill.Hash, shop.Clock.Now, CancellationToken.None));
        await _books.Reverse(Back(bill, "part", 30_000), revoked.Compose);

        Assert.Equal(BillStatus.Void, revoked.Last!.Bill.StatusAt(shop.Clock.Now));
        Assert.Equal(["1: part paid, 30000.00", "2: part taken back, 0.00"], await Of(bill));
    }

    /// <summary>Then it is not tried for ever, and nothing is done.</summary>
    [Fact]
    public async Task Are_not_told_where_others_are_quicker_each_time()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        var other = await shop.OpenBillBooks();

        var pays = new Overtaken(
            Told, () => other.Pay(shop.Order($"{Guid.NewGuid()}", 1), Told), times: int.MaxValue);
        await Assert.ThrowsAsync<TooBusyException>(() => _books.Pay(shop.Order("never", 1000), pays.Compose));
        await other.StopAsync(CancellationToken.None);

        var told = await Of(bill);
        Assert.Equal(pays.Composed, told.Length);
        Assert.DoesNotContain(told, one => one.Contains("never", StringComparison.Ordinal));
        Assert.Equal(0, await shop.Ask<int>("select count(*) from bill_payments where ref_id = 'never'"));
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

    static BillCallback? Told(BillEvent told) => new(new("ipg-biller"), new(told.Bill.Biller), Encoding.UTF8.GetBytes(
        $"{told.Sequence}: {told.Payment.RefId} {Word(told)}, {told.Bill.Paid}"));

    static string Word(BillEvent told) => told.Payment.ReversedAt is null ? "paid" : "taken back";

    // Whoever has anything locked has a transaction open.
    BillCallback? HoldsAll(BillEvent told)
    {
        using var connection = shop.Source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        connection.Execute("select from bills for update nowait");
        Assert.Equal(0, connection.QuerySingle<int>("""
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
              and xact_start is not null
            """));
        return Told(told);
    }

    ReversalOrder Back(Bill bill, string refId, long rupiah) =>
        new(new("bank"), bill.Hash, new(refId), Money.Rupiah(rupiah), shop.Clock.Now.AddSeconds(3));

    Task<string[]> Of(Bill bill) => shop.Ask<string[]>(Bodies, new { bill = bill.Id.Value });

    Task Register() =>
        shop.Execute("insert into callback_endpoints values ('ipg-biller', 'toko', 'https://toko.example')");
}
