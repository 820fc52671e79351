using Npgsql;
using Periksa.Inquiries;
using Periksa.Invoicing;

namespace Periksa.Store.Tests;

public sealed class InvoicePaymentTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly DateTimeOffset Noon = new(2025, 3, 11, 5, 0, 0, TimeSpan.Zero);

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = Noon;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Debits_the_deposit_once_however_often_and_wherever_it_is_asked_for()
    {
        var invoice = await shop.Bill(2, Noon);
        shop.Clock.Now = Noon.AddDays(1);

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Pay(Shop.Toko, invoice)));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Payments.SettleBegun(CancellationToken.None)));

        Assert.All(verdicts, verdict => Assert.Equal(PayVerdict.InProgress, verdict));
        Assert.Equal(Money.Rupiah(498_000), await shop.Balance(Shop.Toko));
        Assert.Equal(PayVerdict.NotUnpaid, await Pay(Shop.Toko, invoice));
        Assert.Equal(shop.Clock.Now, (await Find(Shop.Toko, invoice))!.PaidAt);
    }

    /// <summary>A host of the version before the lines, beside which this one starts, would leave them out.</summary>
    [Fact]
    public async Task Is_refused_to_whoever_leaves_lines_out()
    {
        var invoice = await shop.Bill(1, Noon);
        await using var command = shop.Source.CreateCommand();
        command.CommandText = """
            insert into invoice_lines (partner, day, amount, lines) select partner, day, 100000, 1 from invoices
            """;
        await command.ExecuteNonQueryAsync();

        command.CommandText = "update invoices set payment_began_at = now()";
        await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        shop.Clock.Now = Noon.AddDays(1);
        Assert.Equal(PayVerdict.InProgress, await Pay(Shop.Toko, invoice));
        await shop.Payments.SettleBegun(CancellationToken.None);
        Assert.Equal(Money.Rupiah(498_000), await shop.Balance(Shop.Toko));
    }

    [Fact]
    public async Task Waits_for_the_day_to_end()
    {
        var invoice = await shop.Bill(1, Noon);

        Assert.Equal(PayVerdict.NotUnpaid, await Pay(Shop.Toko, invoice));

        shop.Clock.Now = new(2025, 3, 11, 17, 0, 0, TimeSpan.Zero);
        Assert.Equal(PayVerdict.InProgress, await Pay(Shop.Toko, invoice));
    }

    [Fact]
    public async Task Knows_nobody_elses_invoices()
    {
        var invoice = await shop.Bill(1, Noon);
        shop.Clock.Now = Noon.AddDays(1);

        Assert.Equal(PayVerdict.NotFound, await Pay(Shop.Warung, invoice));
        Assert.Null(await Find(Shop.Warung, invoice));
        Assert.Equal(0, (await List(Shop.Warung, null)).Total);
    }

    [Fact]
    public async Task Promises_a_deposit_to_one_payment_at_a_time()
    {
        var first = await shop.Bill(1, Noon, Shop.Warung);
        var second = await shop.Bill(1, Noon.AddDays(1), Shop.Warung);
        shop.Clock.Now = Noon.AddDays(2);

        Assert.Equal(PayVerdict.InProgress, await Pay(Shop.Warung, first));
        Assert.Equal(PayVerdict.BalanceTooSmall, await Pay(Shop.Warung, second));   // 1500 hold one invoice of 1000

        await shop.Payments.SettleBegun(CancellationToken.None);
        Assert.Equal(PayVerdict.BalanceTooSmall, await Pay(Shop.Warung, second));
        Assert.Equal(Money.Rupiah(500), await shop.Balance(Shop.Warung));
    }

    [Fact]
    public async Task Comes_by_itself_at_a_quarter_to_four_oldest_first_and_skips_what_the_deposit_cannot_pay()
    {
        var large = await shop.Bill(2, Noon, Shop.Warung);
        var small = await shop.Bill(1, Noon.AddDays(1), Shop.Warung);
        var tokos = await shop.Bill(3, Noon);
        var todays = await shop.Bill(1, Noon.AddDays(2));

        shop.Clock.Now = At(day: 13, "15:44:59");
        await Task.WhenAll(RunDaily(), RunDaily());
        Assert.Equal(InvoiceStatus.Unpaid, await Status(Shop.Warung, small));
        Assert.Equal(InvoiceStatus.Unpaid, await Status(Shop.Warung, large));
        Assert.Equal(InvoiceStatus.Paid, await Status(Shop.Toko, tokos));   // by yesterday's run, made up for

        shop.Clock.Now = At(day: 13, "15:45:00");
        await Task.WhenAll(RunDaily(), RunDaily(), RunDaily());
        Assert.Equal(InvoiceStatus.Paid, await Status(Shop.Warung, small));
        Assert.Equal(InvoiceStatus.Unpaid, await Status(Shop.Warung, large));
        Assert.Equal(InvoiceStatus.Initiated, await Status(Shop.Toko, todays));
        Assert.Equal(Money.Rupiah(500), await shop.Balance(Shop.Warung));
        Assert.Equal(Money.Rupiah(497_000), await shop.Balance(Shop.Toko));
    }

    [Fact]
    public async Task Of_a_missed_run_leaves_alone_what_became_due_after_it()
    {
        var invoice = await shop.Bill(1, At(day: 12, "12:00:00"));

        shop.Clock.Now = At(day: 13, "00:10:00");   // the host was down at 15:45 on the 12th
        await RunDaily();
        Assert.Equal(InvoiceStatus.Unpaid, await Status(Shop.Toko, invoice));

        shop.Clock.Now = At(day: 13, "15:45:00");
        await RunDaily();
        Assert.Equal(InvoiceStatus.Paid, await Status(Shop.Toko, invoice));
    }

    [Fact]
    public async Task Of_one_partner_cannot_hold_up_everybody_elses()
    {
        var (stuck, fine) = (await shop.Bill(1, Noon, Shop.Warung), await shop.Bill(1, Noon));
        shop.Clock.Now = Noon.AddDays(1);
        await Pay(Shop.Warung, stuck);
        await Pay(Shop.Toko, fine);
        await shop.Execute("""
            with m as (insert into movements (cause, reference, at) values ('correction', '1', now()) returning id)
            insert into postings
            select m.id, a.id, case a.owner when 'warung' then -100000 else 100000 end
            from m, ledger_accounts a where a.owner = 'warung' or a.purpose = 'outside'
            """);

        await shop.Payments.SettleBegun(CancellationToken.None);

        Assert.Equal(InvoiceStatus.Paid, await Status(Shop.Toko, fine));
        Assert.Equal(InvoiceStatus.Unpaid, await Status(Shop.Warung, stuck));

        await shop.Deposits.TopUp(new(Shop.Warung), Money.Rupiah(1000), "at last", CancellationToken.None);
        await shop.Payments.SettleBegun(CancellationToken.None);
        Assert.Equal(InvoiceStatus.Paid, await Status(Shop.Warung, stuck));
    }

    [Fact]
    public async Task Closes_the_invoice_to_late_lines()
    {
        var invoice = await shop.Bill(1, Noon);
        shop.Clock.Now = Noon.AddDays(1);
        await Pay(Shop.Toko, invoice);

        var inquiryLog = await shop.OpenLog();

        Assert.Equal(InquiryVerdict.InvoiceClosed, (await inquiryLog.Record(shop.Record(at: Noon))).Verdict);
    }

    [Fact]
    public async Task Is_listed_newest_first_by_status_with_a_total_of_all()
    {
        for (var day = 0; day < 5; day++)
            await shop.Bill(1, Noon.AddDays(day));
        shop.Clock.Now = Noon.AddDays(4);
        var oldest = (await List(Shop.Toko, null)).Invoices[^1];
        await Pay(Shop.Toko, oldest.Id);
        await shop.Payments.SettleBegun(CancellationToken.None);

        Assert.Equal([15, 14, 13, 12, 11], await Days(null));
        Assert.Equal([15], await Days(InvoiceStatus.Initiated));
        Assert.Equal([14, 13, 12], await Days(InvoiceStatus.Unpaid));
        Assert.Equal([11], await Days(InvoiceStatus.Paid));
        Assert.Equal([14, 13], await Days(null, offset: 1, limit: 2));
        Assert.All(Enum.GetValues<InvoiceStatus>(), status => Assert.Equal(5, List(Shop.Toko, status).Result.Total));
    }

    static DateTimeOffset At(int day, string wib) => DateTimeOffset.Parse($"2025-03-{day}T{wib}+07:00");

    Task RunDaily() => shop.Payments.RunDaily(CancellationToken.None);

    async Task<PayVerdict> Pay(string partner, InvoiceId id) =>
        (await shop.Invoices.Pay(new(partner), id, shop.Clock.Now, CancellationToken.None)).Verdict;

    Task<Invoice?> Find(string partner, InvoiceId id) => shop.Invoices.Find(new(partner), id, CancellationToken.None);

    async Task<InvoiceStatus> Status(string partner, InvoiceId id) =>
        (await Find(partner, id))!.StatusAt(shop.Clock.Now);

    async Task<IEnumerable<int>> Days(InvoiceStatus? status, int offset = 0, int limit = 10) =>
        (await List(Shop.Toko, status, offset, limit)).Invoices.Select(invoice => invoice.Day.Day);

    Task<InvoicePage> List(string partner, InvoiceStatus? status, int offset = 0, int limit = 10) =>
        shop.Invoices.List(new(partner), new(status, shop.Clock.Now, offset, limit), CancellationToken.None);
}
