using Periksa.Operators;
using Periksa.Operators.Bills;

namespace Periksa.Store.Tests;

/// <summary>Whom old bills were sent to is forgotten; what was owed and paid is not.</summary>
public sealed class BillForgettingTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly DateOnly Before = new(2025, 3, 11);

    BillForgetting Bills => new(shop.Source, shop.Clock);

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Forgets_names_of_what_was_revoked_before_a_day_once_and_keeps_what_can_be_paid()
    {
        await Make(count: 3, daysAgo: 2);
        await shop.Execute("update bills set voided_at = now()");
        await Make(count: 1, daysAgo: 2, prefix: "867302");
        await Make(count: 1, daysAgo: 0, prefix: "867303");

        var dry = await Forget(new(Before, null) { IsDryRun = true });
        Assert.Equal((0, 1, 3), (dry.Count, dry.Payable, dry.Left));
        Assert.Equal(5, await Known());

        var done = await Forget(new(Before, Shop.Toko), "two years");
        Assert.Equal((3, 1, 0), (done.Count, done.Payable, done.Left));
        Assert.Equal(2, await Known());
        Assert.Equal(3, await shop.Ask<int>("""
            select count(*)::int from bills
            where name = '-' and customer_name = '-' and total = 10000000 and va_number like '867301%'
              and num_nonnulls(customer_email, customer_phone, customer_address, description, ext_description) = 0
            """));

        Assert.Equal(0, (await Forget(new(Before, Shop.Toko))).Count);
        var told = await new Office(shop).Latest($"bills:{Shop.Toko}");
        Assert.Equal(("bill.forget", "two years"), (told.Action, told.Reason));
        Assert.Equal(3, told.After!.Value.GetProperty("count").GetInt32());
        await shop.AssertProven();
    }

    [Fact]
    public async Task Goes_in_batches_each_whole_and_the_next_run_goes_on_where_one_was_broken_off()
    {
        await shop.Execute("""
            insert into bills (id, hash, biller, va_number, type, name, customer_name, total, created_at, voided_at,
                               components)
            select gen_random_uuid(), 'h' || i, 'toko', '8673010000000001', 'close', 'SPP', 'John Doe', 100,
                   '2024-12-24', '2024-12-25', '[]'
            from generate_series(1, 2500) i
            """);
        var before = await Told();   // by the others here
        using var killed = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Bills.Forget(
            Office.Ayu, new(Before, null), null, _ => killed.CancelAsync(), killed.Token));
        Assert.Equal(1500, await Known());

        var some = await Forget(new(Before, null) { BatchesMaximum = 1 });
        Assert.Equal((1000, 500), (some.Count, some.Left));
        Assert.Equal(500, (await Forget(new(Before, null))).Count);
        Assert.Equal(3, await Told() - before);

        Task<int> Told() => shop.Ask<int>(
            "select count(*)::int from audit_entries where subject = 'bills:all' and action = 'bill.forget'");
    }

    [Fact]
    public async Task Waits_for_nobody_and_leaves_what_somebody_is_at()
    {
        await Make(count: 2, daysAgo: 2);
        await shop.Execute("update bills set voided_at = now()");
        await using var payer = await shop.Source.OpenConnectionAsync();
        await using var paying = await payer.BeginTransactionAsync();
        await using (var hold = payer.CreateCommand())
        {
            hold.CommandText = "select 1 from bills order by id limit 1 for update";
            await hold.ExecuteNonQueryAsync();
        }

        var done = await Forget(new(Before, null));

        Assert.Equal((1, 1), (done.Count, done.Left));
    }

    [Fact]
    public async Task Forgets_one_that_cannot_be_paid_any_more()
    {
        var bill = await shop.Make(shop.Bill());
        var hash = bill.Hash.Value;

        Assert.Equal(RefusalKind.Conflict, (await Bills.Forget(Office.Ayu, hash, null)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Bills.Forget(Office.Ayu, "nonesuch", null)).Refusal!.Kind);
        await shop.Execute("update bills set voided_at = now()");
        Assert.Equal(1, (await Bills.Forget(Office.Ayu, hash, "asked for")).Done!.Count);
        Assert.Equal(0, (await Bills.Forget(Office.Ayu, hash, "asked for")).Done!.Count);

        Assert.Equal(0, await Known());
        Assert.Equal("bill.forget", (await new Office(shop).Latest($"bill:{hash}")).Action);
    }

    [Fact]
    public async Task Is_of_days_that_are_over() => Assert.Equal(
        RefusalKind.Invalid,
        (await Bills.Forget(Office.Ayu, new(Before.AddDays(1), null), null, Silent, default)).Refusal!.Kind);

    async Task Make(int count, int daysAgo, string prefix = "867301")
    {
        for (var i = 0; i < count; i++)
        {
            await shop.Make(shop.Bill(va: $"{prefix}000000000{i}") with
            {
                At = shop.Clock.GetUtcNow().AddDays(-daysAgo),
            });
        }
    }

    async Task<ForgottenBills> Forget(ForgetWish wish, string? reason = null) =>
        (await Bills.Forget(Office.Ayu, wish, reason, Silent, CancellationToken.None)).Done!;

    Task<int> Known() => shop.Ask<int>("select count(*)::int from bills where customer_name <> '-'");

    static Task Silent(int batch) => Task.CompletedTask;
}
