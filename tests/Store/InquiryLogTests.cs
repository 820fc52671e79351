using Periksa.Inquiries;

namespace Periksa.Store.Tests;

public sealed class InquiryLogTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Records_an_inquiry_and_bills_it_on_the_invoice_of_its_day()
    {
        var inquiryLog = await shop.OpenLog();
        var record = shop.Record(at: shop.Clock.Now.AddDays(10));

        var entry = await inquiryLog.Record(record);

        Assert.Equal(InquiryVerdict.Recorded, entry.Verdict);
        var invoice = await shop.Invoices.Find(new(Shop.Toko), entry.Invoice!.Value, CancellationToken.None);
        Assert.Equal((new DateOnly(2025, 3, 21), Money.Rupiah(1000), 1), (invoice!.Day, invoice.Amount, invoice.Lines));
        Assert.Equal("John Doe", await shop.Ask<string>(
            "select holder_name from inquiries where day = @Day and id = @Value", record.Id));
    }

    [Fact]
    public async Task Keeps_what_is_not_billed_off_the_invoice()
    {
        var inquiryLog = await shop.OpenLog();

        var entry =
            await inquiryLog.Record(shop.Record(outcome: InquiryOutcome.Failed, at: shop.Clock.Now.AddDays(11)));

        Assert.Equal(new InquiryEntry(InquiryVerdict.Recorded, null), entry);
        Assert.Equal(0, await shop.Ask<int>("select count(*) from invoices where day = '2025-03-22'"));
    }

    [Fact]
    public async Task Adds_up_what_many_ask_at_once_each_at_its_own_price()
    {
        var inquiryLog = await shop.OpenLog();
        var at = shop.Clock.Now.AddDays(12);
        var records = Enumerable.Range(0, 1000)
            .Select(i => shop.Record(at: at) with { Price = Money.Rupiah(i % 2 == 0 ? 1000 : 750) });

        var entries = await Task.WhenAll(records.Select(one => inquiryLog.Record(one)));

        var id = Assert.Single(entries.Distinct()).Invoice!.Value;
        var invoice = await shop.Invoices.Find(new(Shop.Toko), id, CancellationToken.None);
        Assert.Equal((1000, Money.Rupiah(875_000)), (invoice!.Lines, invoice.Amount));
        Assert.Equal(1000, await shop.Ask<int>("select count(*) from inquiries where day = '2025-03-23'"));
    }

    [Fact]
    public async Task Puts_the_last_second_of_a_day_and_the_first_of_the_next_on_different_invoices()
    {
        var inquiryLog = await shop.OpenLog();

        var before = await inquiryLog.Record(shop.Record(at: DateTimeOffset.Parse("2025-03-25T16:59:59Z")));
        var after = await inquiryLog.Record(shop.Record(at: DateTimeOffset.Parse("2025-03-25T17:00:00Z")));

        Assert.Equal(
            ("2025-03-25", "2025-03-26"),
            (await DayOf(before), await DayOf(after)));

        Task<string> DayOf(InquiryEntry entry) =>
            shop.Ask<string>("select day::text from invoices where id = @Value", entry.Invoice);
    }

    [Fact]
    public async Task Makes_a_day_that_is_missing_on_demand()
    {
        var inquiryLog = await shop.OpenLog();

        var entries = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            day => inquiryLog.Record(shop.Record(at: shop.Clock.Now.AddYears(7).AddDays(day)))));

        Assert.All(entries, entry => Assert.Equal(InquiryVerdict.Recorded, entry.Verdict));
    }

    [Fact]
    public async Task Bills_a_record_once_however_often_it_is_written()
    {
        var inquiryLog = await shop.OpenLog();
        var record = shop.Record(at: shop.Clock.Now.AddDays(30));

        var first = await inquiryLog.Record(record);
        var again = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => inquiryLog.Record(record)));

        Assert.All(again, entry => Assert.Equal(first, entry));
        Assert.Equal(1, await shop.Ask<int>("select lines from invoice_totals where id = @Value", first.Invoice));
    }

    [Fact]
    public async Task Refuses_only_the_guilty_of_a_group()
    {
        // One writer that finds all of them waiting makes them one group.
        var writer = await shop.OpenLog(new() { Writers = 1 });
        var records = Enumerable.Range(0, 50).Select(i => shop.Record(at: shop.Clock.Now.AddDays(31)) with
        {
            HolderName = i == 25 ? "no text: \0" : "John Doe",
        });

        var waiting = records.Select(one => writer.Record(one)).ToList();

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => waiting[25]);
        waiting.RemoveAt(25);
        Assert.All(await Task.WhenAll(waiting), entry => Assert.Equal(InquiryVerdict.Recorded, entry.Verdict));
        Assert.Equal(49, await shop.Ask<int>("select lines from invoice_totals where day = '2025-04-11'"));
    }

    [Fact]
    public async Task Adds_no_line_to_an_invoice_whose_payment_has_begun()
    {
        var closed = await shop.Bill(3, shop.Clock.Now.AddDays(32));
        await shop.Execute("update invoices set payment_began_at = now() where id = @Value", closed);
        var inquiryLog = await shop.OpenLog(new() { Writers = 1 });

        var late = inquiryLog.Record(shop.Record(at: shop.Clock.Now.AddDays(32)));
        var punctual = inquiryLog.Record(shop.Record(at: shop.Clock.Now.AddDays(33)));

        Assert.Equal(new InquiryEntry(InquiryVerdict.InvoiceClosed, null), await late);
        Assert.Equal(InquiryVerdict.Recorded, (await punctual).Verdict);
        Assert.Equal(3, await shop.Ask<int>("select lines from invoice_totals where id = @Value", closed));
        Assert.Equal(3, await shop.Ask<int>("select count(*) from inquiries where day = '2025-04-12'"));
    }

    [Fact]
    public async Task Lets_one_of_a_thousand_have_a_day_key()
    {
        var (one, other) = (await shop.OpenLog(), await shop.OpenLog());
        var records = Enumerable.Range(0, 1000).Select(i => shop.Record() with
        {
            Keys = new("caller", new(2025, 3, 11), "the-key", Reference: null),
            Partner = new PartnerId(i % 2 == 0 ? Shop.Toko : Shop.Warung),
        });

        var entries = await Task.WhenAll(records.Select((record, i) => (i % 3 == 0 ? one : other).Record(record)));

        Assert.Single(entries, entry => entry.Verdict is InquiryVerdict.Recorded);
        Assert.Equal(999, entries.Count(entry => entry.Verdict is InquiryVerdict.DayKeyUsed));
    }

    [Fact]
    public async Task Keeps_a_day_key_to_its_day_and_caller_and_a_reference_for_good()
    {
        var inquiryLog = await shop.OpenLog();
        var day = new DateOnly(2025, 3, 11);

        Assert.Equal(InquiryVerdict.Recorded, await Write("a", day, "k1", "r1"));
        Assert.Equal(InquiryVerdict.DayKeyUsed, await Write("a", day, "k1", "r2"));
        Assert.Equal(InquiryVerdict.ReferenceUsed, await Write("a", day.AddDays(1), "k0", "r2"));   // used up already
        Assert.Equal(InquiryVerdict.Recorded, await Write("a", day.AddDays(1), "k1", "r4"));
        Assert.Equal(InquiryVerdict.Recorded, await Write("b", day, "k1", "r1"));
        Assert.Equal(InquiryVerdict.ReferenceUsed, await Write("a", day.AddDays(1), "k2", "r1"));
        Assert.Equal(
            InquiryVerdict.DayKeyUsed, await Write("a", day.AddDays(1), "k2", "r3"));   // used up by the one before
        Assert.Equal(InquiryVerdict.Recorded, await Write("a", day, "k3", null));

        async Task<InquiryVerdict> Write(string caller, DateOnly keyDay, string key, string? reference) =>
            (await inquiryLog.Record(
                shop.Record() with { Keys = new(caller, keyDay, key, Reference.OrNull(reference)) })).Verdict;
    }

    [Fact]
    public async Task Takes_a_key_held_by_the_records_own_id_as_won()
    {
        var inquiryLog = await shop.OpenLog();
        var record = shop.Keyed(new("c", new(2025, 3, 11), "own-key", new Reference("own-reference")));

        var first = await inquiryLog.Record(record);

        Assert.Equal(first, await inquiryLog.Record(record));
    }

    [Fact]
    public async Task Answers_at_once_when_its_queue_is_full()
    {
        await using var blocker = await shop.Source.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("lock table invoices in exclusive mode", blocker))
            await hold.ExecuteNonQueryAsync();

        var inquiryLog = await shop.OpenLog(new() { Writers = 1, GroupLimit = 5, QueueLimit = 10 });
        var waiting = Enumerable.Range(0, 200).Select(_ => inquiryLog.Record(shop.Record())).ToList();

        var refused = waiting.Count(entry => entry is { IsCompleted: true, Result.Verdict: InquiryVerdict.QueueFull });
        Assert.InRange(refused, 180, 190);

        await transaction.RollbackAsync();
        var entries = await Task.WhenAll(waiting);
        Assert.InRange(entries.Count(entry => entry.Verdict is InquiryVerdict.Recorded), 10, 20);
    }

    [Fact]
    public async Task Writes_what_is_queued_before_it_stops()
    {
        var inquiryLog = await shop.OpenLog();
        var day = shop.Clock.Now.AddDays(40);
        var waiting = Enumerable.Range(0, 300).Select(_ => inquiryLog.Record(shop.Record(at: day))).ToList();

        await inquiryLog.StopAsync(CancellationToken.None);

        Assert.All(waiting, entry => Assert.Equal(InquiryVerdict.Recorded, entry.Result.Verdict));
        Assert.Equal(InquiryVerdict.QueueFull, (await inquiryLog.Record(shop.Record())).Verdict);
    }

    [Fact]
    public async Task Waits_no_longer_than_its_patience_for_a_database_that_is_away()
    {
        await using var nowhere = Npgsql.NpgsqlDataSource.Create("Host=/nonexistent;Username=nobody;Timeout=1");
        var inquiryLog = await shop.OpenLog(new() { Patience = TimeSpan.FromMilliseconds(300) }, nowhere);

        var waiting = inquiryLog.Record(shop.Record());

        await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(9)));
    }
}
