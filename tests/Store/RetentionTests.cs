using Npgsql;
using Periksa.Postgres.Server;
using Periksa.Proof;
using Periksa.Retention;

namespace Periksa.Store.Tests;

/// <summary>What is forgotten, and what stays.</summary>
public sealed partial class RetentionTests : IAsyncLifetime
{
    static readonly DateOnly First = new(2025, 3, 1);

    readonly Shop _shop = new();
    readonly List<string> _told = [];

    public async ValueTask InitializeAsync() => await _shop.InitializeAsync();

    public async ValueTask DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task Forgets_the_days_before_a_day_and_the_books_still_prove()
    {
        await BillAndPay(First, First.AddDays(1), First.AddDays(2));

        var outcome = await Forget(First.AddDays(2));

        Assert.Equal(0, outcome.Skipped);
        Assert.Equal([First.AddDays(2)], await _shop.Ask<DateOnly[]>("select array_agg(distinct day) from inquiries"));
        foreach (var parent in new[] { "inquiries", "day_keys", "bill_inquiries" })
        {
            Assert.Null(await Table($"{parent}_20250301"));
            Assert.Null(await Table($"{parent}_20250302"));
            Assert.NotNull(await Table($"{parent}_20250303"));
        }

        Assert.Equal(3, await _shop.Ask<long>("select count(*) from invoices"));
        Assert.Equal(
            First.AddDays(2),
            await _shop.Ask<DateOnly>("select day_of(before) from forgotten where what = 'inquiries'"));
        Assert.Equal(0, await new ProofRun(_shop.Source).Run(_told.Add, CancellationToken.None));
    }

    [Fact]
    public async Task A_day_that_was_forgotten_can_be_made_again()
    {
        await BillAndPay(First);
        await Forget(First.AddDays(1));

        await _shop.Bill(1, Noon(First), Shop.Warung);

        Assert.Equal(1, await _shop.Ask<long>("select count(*) from inquiries"));
    }

    [Fact]
    public async Task Keeps_a_day_whose_invoice_is_not_paid_and_says_so()
    {
        await BillAndPay(First);
        await _shop.Bill(1, Noon(First.AddDays(1)));

        var outcome = await Forget(First.AddDays(2));

        Assert.Equal(4, outcome.Skipped);
        Assert.Null(await Table("inquiries_20250301"));
        Assert.Equal(1, await _shop.Ask<long>("select count(*) from inquiries"));
        Assert.Contains(_told, line => line.StartsWith("inquiries of 2025-03-02: kept, ", StringComparison.Ordinal));
        Assert.Contains(_told, line => line.Contains("invoice", StringComparison.Ordinal));
    }

    /// <summary>A seal over a day whose rows have gone would say that there were none.</summary>
    [Fact]
    public async Task Keeps_a_day_that_is_not_sealed_yet()
    {
        await BillAndPay(First, First.AddDays(1));
        await _shop.Ask<int>(
            "insert into sealed_days (day, head, sealed_at) values ('2025-03-01', sha256('head'), now()) returning 1");

        var outcome = await Forget(First.AddDays(2));

        Assert.Equal(4, outcome.Skipped);
        Assert.Null(await Table("inquiries_20250301"));
        Assert.Contains("inquiries of 2025-03-02: kept, it is not sealed yet", _told);
    }

    [Fact]
    public async Task Keeps_a_day_with_an_open_inquiry_and_the_day_of_its_key()
    {
        _shop.Clock.Now = Noon(First.AddDays(1));
        var opening = _shop.Opening(new("caller", First, "key", new Reference("reference")));
        await (await _shop.OpenLog()).Open(opening);

        var outcome = await Forget(First.AddDays(5));

        Assert.True(outcome.Skipped >= 4, string.Join('\n', _told));
        Assert.Contains("day_keys of 2025-03-01: kept, 1 inquiries of it are still open", _told);
        Assert.Contains("inquiries of 2025-03-02: kept, 1 inquiries of it are still open", _told);
    }

    [Fact]
    public async Task Counts_and_forgets_nothing_in_a_dry_run()
    {
        await BillAndPay(First);
        await References(3, days: 500);

        await Follow(new(First.AddDays(1), IsDryRun: true));

        Assert.Contains("inquiries of 2025-03-01: would forget 2", _told);
        Assert.Contains("references: would forget 3", _told);
        Assert.Equal(2, await _shop.Ask<long>("select count(*) from inquiries"));
        Assert.Equal(3, await _shop.Ask<long>("select count(*) from once_references"));
        Assert.Equal(0, await _shop.Ask<long>("select count(*) from forgotten"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Refuses_today_and_what_is_still_to_come(int days)
    {
        var day = BusinessDay.Of(TimeProvider.System.GetUtcNow()).AddDays(days);

        await Assert.ThrowsAsync<ServerException>(() => Forget(day));
        await Assert.ThrowsAsync<ServerException>(() => Follow(new(null, ReferencesBefore: day)));
    }

    [Fact]
    public async Task Forgets_references_after_a_time_of_their_own_in_many_small_transactions()
    {
        await References(4500, days: 401);
        await References(7, days: 399);

        Assert.Equal(4500, (await Follow(new(null))).Forgotten);
        Assert.Equal(7, await _shop.Ask<long>("select count(*) from once_references"));

        var before = BusinessDay.Of(TimeProvider.System.GetUtcNow()).AddDays(-398);
        Assert.Equal(7, (await Follow(new(null, ReferencesBefore: before))).Forgotten);
    }

    [Theory]
    [InlineData("2025-03-01T16:59:59.999Z", "2025-03-01")]
    [InlineData("2025-03-01T17:00:00.000Z", "2025-03-02")]
    public async Task An_id_says_its_day(string at, string day) => Assert.Equal(
        DateOnly.Parse(day),
        await _shop.Ask<DateOnly>(
            "select day_of_id(@id)", new { id = Guid.CreateVersion7(DateTimeOffset.Parse(at)) }));

    [Fact]
    public async Task Forgets_callbacks_that_arrived_and_parked_ones_only_where_they_are_named()
    {
        await _shop.Execute(
            """
            insert into callback_ended (id, dialect, credential, subject, body, created_at, ended_at, state, attempts)
            select n, 'ifortepay', 'MCPD1', gen_random_uuid(), '', '2025-03-01Z',
                   '2025-03-01Z'::timestamptz + n * interval '1 day',
                   case when n % 2 = 0 then 'parked' else 'delivered' end, 1
            from generate_series(1, 4) n;
            insert into callback_attempts (message, number, at, milliseconds)
            select n, 1, '2025-03-02Z', 5 from generate_series(1, 4) n;
            insert into refused_signatures (at, partner, dialect, credential, operation)
            values ('2025-03-02Z', 'toko', 'paydia', 'p', 'x'), ('2025-03-09Z', 'toko', 'paydia', 'p', 'x');
            insert into reversal_marks (channel, ref_id, va_number, at)
            values ('bank', '1', '8673010000000001', '2025-03-02Z'), ('bank', '2', '8673010000000001', '2025-03-09Z')
            """);

        // One delivered, one refused signature, one mark.
        Assert.Equal(3, (await Follow(new(new(2025, 3, 4)))).Forgotten);
        Assert.Equal("2 3 4", await Ids("message", "callback_attempts"));

        Assert.Equal(1, (await Follow(new(new(2025, 3, 4), WithParked: true))).Forgotten);
        Assert.Equal("3 4", await Ids("id", "callback_ended"));
        Assert.Equal("3 4", await Ids("message", "callback_attempts"));

        Task<string> Ids(string column, string table) =>
            _shop.Ask<string>($"select string_agg({column}::text, ' ' order by {column}) from {table}");
    }

    [Fact]
    public async Task Leaves_alone_what_was_detached_by_hand_and_says_so()
    {
        await BillAndPay(First);
        await _shop.Execute("alter table inquiries detach partition inquiries_20250301");

        await Forget(First.AddDays(1));

        Assert.NotNull(await Table("inquiries_20250301"));
        Assert.Contains(_told, line => line.StartsWith("inquiries of 2025-03-01: kept, it was detached by hand"));
    }

    [Fact]
    public async Task Is_done_by_one_at_a_time()
    {
        await using var other = await _shop.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            "select pg_advisory_lock(hashtext('periksa'), hashtext('forget'))", other);
        await command.ExecuteNonQueryAsync();

        Assert.Null(await new DayRetention(_shop.Source).Forget(
            _ => new(First), _told.Add, CancellationToken.None));

        command.CommandText = "select pg_advisory_unlock_all()";
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A standby would refuse it, day after day.</summary>
    [Theory]
    [InlineData("Host=a,b", "primary")]
    [InlineData("Host=a,b;Target Session Attributes=read-write", "read-write")]
    [InlineData("Host=a", "")]
    public async Task Goes_to_the_primary_where_there_are_several_servers(string owner, string target)
    {
        await using var source = DayRetention.Connect(owner, hosts: null);

        var settings = new NpgsqlConnectionStringBuilder(source!.ConnectionString);
        Assert.Equal(target, settings.TargetSessionAttributes ?? "");
    }

    [Theory]
    [InlineData(0, 400)]
    [InlineData(90, 0)]
    public void Keeps_at_least_a_day(int days, int referenceDays) => Assert.Throws<InvalidOperationException>(
        () => new RetentionOptions { Days = days, ReferenceDays = referenceDays }.Checked());

    async Task BillAndPay(params DateOnly[] days)
    {
        foreach (var day in days)
            await _shop.Bill(2, Noon(day));

        _shop.Clock.Now = Noon(days[^1].AddDays(2));
        await _shop.Payments.RunDaily(CancellationToken.None);
    }

    Task References(int count, int days) => _shop.Execute(
        "insert into once_references select @days::text, n::text, @id from generate_series(1, @count) n",
        new { count, days, id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddDays(-days)) });

    Task<RetentionOutcome> Forget(DateOnly before) => Follow(new RetentionOrder(before));

    async Task<RetentionOutcome> Follow(RetentionOrder order)
    {
        var retention = new DayRetention(_shop.Source) { Patience = TimeSpan.FromSeconds(2) };
        return (await retention.Forget(_ => order, _told.Add, CancellationToken.None))!;
    }

    Task<string?> Table(string name) => _shop.Ask<string?>("select to_regclass(@name)::text", new { name });

    static DateTimeOffset Noon(DateOnly day) => BusinessDay.At(day, new(12, 0));
}
