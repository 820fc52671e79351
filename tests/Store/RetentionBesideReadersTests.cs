using System.Data;
using Dapper;
using Npgsql;
using Periksa.Retention;

namespace Periksa.Store.Tests;

/// <summary>Forgetting while a proof or a dump reads and everybody writes: nobody waits for a lock for a
/// second.</summary>
public sealed class RetentionBesideReadersTests : IAsyncLifetime
{
    const int Inquiries = 6;

    static readonly DateOnly Old = new(2025, 3, 1);

    readonly Shop _shop = new();
    readonly List<string> _told = [];

    NpgsqlConnection _reader = null!;
    NpgsqlTransaction _snapshot = null!;

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        await _shop.Execute("select make_days('2025-03-11', '2025-03-11')");
        foreach (var day in new[] { Old, Old.AddDays(1) })
        {
            await _shop.Bill(Inquiries / 2, BusinessDay.At(day, new(12, 0)));
            await _shop.Execute("update invoices set payment_began_at = now(), paid_at = now() where paid_at is null");
        }

        _reader = await _shop.Source.OpenConnectionAsync();
        _snapshot = await _reader.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        Assert.Equal(Inquiries, await Read());
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _shop.DisposeAsync();
    }

    // What the operating manual said once, and the reason for all this.
    [Fact]
    public async Task A_plain_detach_has_everybody_wait_for_the_reader()
    {
        var waited = await WhileWriting(() => Assert.ThrowsAsync<PostgresException>(() => _shop.Execute(
            "set statement_timeout = '4s'; alter table inquiries detach partition inquiries_20250301")));

        Assert.True(waited > 0);
    }

    [Fact]
    public async Task Nobody_waits_for_a_second_and_the_next_run_goes_on()
    {
        var first = new RetentionOutcome(0, 0);
        var waited = await WhileWriting(async () => first = await Forget(Old.AddDays(2)));

        Assert.Equal(0, waited);
        Assert.Contains(_told, line => line.Contains("the next run goes on", StringComparison.Ordinal));
        Assert.True(first.Skipped > 0);
        Assert.Equal(Inquiries, await Read());   // the reader still sees its moment

        await _snapshot.CommitAsync();
        waited = await WhileWriting(() => Forget(Old.AddDays(2)));

        Assert.Equal(0, waited);
        Assert.Equal(0, await Tables());
    }

    [Fact]
    public async Task What_a_crash_left_half_detached_is_finished_by_the_next_run_whatever_it_is_for()
    {
        await using (var killed = new NpgsqlConnection(_shop.ConnectionString))
        {
            await killed.OpenAsync();
            await killed.ExecuteAsync("set statement_timeout = '500ms'");
            await Assert.ThrowsAsync<PostgresException>(() => killed.ExecuteAsync(
                "alter table inquiries detach partition inquiries_20250302 concurrently"));
        }

        Assert.True(await _shop.Ask<bool>("select bool_or(inhdetachpending) from pg_inherits"));
        await _snapshot.CommitAsync();

        await Forget(Old.AddDays(-5));

        Assert.Null(await _shop.Ask<string?>("select to_regclass('inquiries_20250302')::text"));
        Assert.Equal(Inquiries / 2, await _shop.Ask<long>("select count(*) from inquiries"));
    }

    [Fact]
    public async Task What_a_crash_left_detached_is_dropped_by_the_next_run()
    {
        await _snapshot.CommitAsync();
        await _shop.Execute($"comment on table inquiries_20250301 is '{DayTable.Mark}'");
        await _shop.Execute("alter table inquiries detach partition inquiries_20250301");

        Assert.Equal(0, (await Forget(Old.AddDays(2))).Skipped);

        Assert.Equal(0, await Tables());
    }

    // Counts the writers that waited for a lock for a second; however slow the machine is, a lock nobody holds is not
    // waited for.
    async Task<int> WhileWriting(Func<Task> work)
    {
        using var done = new CancellationTokenSource();
        var writers = new[] { Write("insert", done.Token), Write("make", done.Token) };
        await work();
        await done.CancelAsync();
        return (await Task.WhenAll(writers)).Sum();
    }

    async Task<int> Write(string how, CancellationToken done)
    {
        var waited = 0;
        await using var connection = new NpgsqlConnection(_shop.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync("set lock_timeout = '1s'");

        for (var n = 0; !done.IsCancellationRequested; n++)
        {
            try
            {
                await connection.ExecuteAsync(how is "insert" ? Insert : Make, new { n });
                await Task.Delay(20, CancellationToken.None);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable)
            {
                waited++;
            }
        }

        return waited;
    }

    const string Insert = """
        insert into inquiries (day, id, at, dialect, partner, bank_code, account_number, outcome)
        select date '2025-03-11', gen_random_uuid(), '2025-03-11 05:00Z', 'sento', 'toko', '014', '1', 'found'
        where @n >= 0;
        select count(*) from inquiries where day = '2025-03-11'
        """;

    const string Make = "select make_days(date '2026-01-01' + @n % 20, date '2026-01-01' + @n % 20)";

    async Task<RetentionOutcome> Forget(DateOnly before)
    {
        var retention = new DayRetention(_shop.Source) { Patience = TimeSpan.FromSeconds(3) };
        return (await retention.Forget(_ => new(before), _told.Add, CancellationToken.None))!;
    }

    Task<long> Read() => _reader.QuerySingleAsync<long>("select count(*) from inquiries where day < '2025-03-10'");

    Task<long> Tables() => _shop.Ask<long>("select count(*) from pg_class where relname ~ '_2025030[12]$'");
}
