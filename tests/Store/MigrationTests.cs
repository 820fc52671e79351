using Npgsql;
using Periksa.Postgres.Schema;
using Periksa.Postgres.Server;
using Periksa.Tests.Postgres;
using static Periksa.Store.Tests.SchemaSteps;

namespace Periksa.Store.Tests;

public sealed class MigrationTests
{
    [Fact]
    public async Task May_be_applied_by_many_hosts_at_once()
    {
        var connection = await TestServer.CreateEmptyDatabase();

        var opened = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Open(connection)));

        foreach (var database in opened)
            await database.DisposeAsync();
    }

    /// <summary>It may be a base backup of before an upgrade, and what was sent since is lost with what came
    /// after.</summary>
    [Theory]
    [InlineData("select 1", false)]
    [InlineData("""
        insert into partners (id, name) values ('toko', 'Toko');
        insert into paying_accounts (id, partner) values ('a', 'toko');
        insert into disbursements (id, transaction_id, partner, dialect, credential, account, reference, bank_code,
                                   account_number, net, fee, fee_name, balance_after, posted_at, status)
        values (gen_random_uuid(), '1', 'toko', 'singapay', 'c', 'a', 'r', '014', '1', 1, 0, '', 0, now(), '01')
        """, true)]
    public async Task Begin_a_line_where_money_was_sent_before_lines_were_noted(string before, bool asksFirst)
    {
        var connection = await TestServer.CreateEmptyDatabase();
        await using var source = OwnerSource.Open(connection);
        await Apply(source, [.. SchemaFile.All.Where(file => file.Number < 10)], []);
        await Execute(connection, before);

        await Apply(source, SchemaFile.All, []);

        Assert.Equal((object[])[asksFirst], await Row(source, "select asks_first('48 h')"));
    }

    [Fact]
    public async Task Keep_what_was_done_before_a_file_that_fails_and_nothing_of_that_one()
    {
        var connection = await Migrated();
        await using var source = OwnerSource.Open(connection);

        var refusal = await Assert.ThrowsAsync<ServerException>(() => Apply(source,
            [
                .. SchemaFile.All,
                new(Later, "create table one (n int)"),
                new(Later + 1, "create table two (n int); create table one (n int)"),
            ],
            []));

        Assert.Contains($"{Later + 1}", refusal.Message);
        Assert.Equal(
            (object[])[$"{Later}", true, false],
            await Row(source, $"""
                select (select max(number)::text from schema_files), to_regclass('one') is not null,
                       to_regclass('two') is not null
                """));
    }

    // Longer than any time-out that commands used to have.
    [Fact]
    public async Task Wait_for_a_reader_and_keep_nobody_else_waiting_meanwhile()
    {
        var connection = await Migrated();
        await using var source = OwnerSource.Open(connection);
        await using var reader = new NpgsqlConnection($"{connection};Application Name=a long dump;Pooling=false");
        await reader.OpenAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await Execute(reader, "select count(*) from bill_payments");

        var told = new List<string>();
        var migrating = Apply(source, [.. SchemaFile.All, new(Later, "alter table bill_payments add spare int")], told);
        var longest = TimeSpan.Zero;
        for (var started = TimeProvider.System.GetTimestamp(); Elapsed(started) < TimeSpan.FromSeconds(12);)
        {
            var asked = TimeProvider.System.GetTimestamp();
            await Row(source, "select count(*) from bill_payments");
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Elapsed(asked).Ticks));
            await Task.Delay(100);
        }

        Assert.False(migrating.IsCompleted);
        await reading.RollbackAsync();

        Assert.Equal([Later], await migrating);
        Assert.Contains(told, line => line.Contains("a long dump", StringComparison.Ordinal)
            && line.Contains($"{reader.ProcessID}", StringComparison.Ordinal));
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Make_an_index_anew_that_was_not_finished()
    {
        var connection = await Migrated();
        await using var source = OwnerSource.Open(connection);
        var files = (SchemaFile[])
        [
            .. SchemaFile.All,
            new(Later, "-- transaction: none\n\ncreate index concurrently if not exists spare on bills (name);\n"),
        ];

        await using (var writer = await source.OpenConnectionAsync())
        await using (await writer.BeginTransactionAsync())
        {
            await Execute(writer, "lock table bills in row exclusive mode");
            var interrupted = Apply(source, files, []);
            while (await Row(source, "select count(*) from pg_index where not indisvalid") is [0L])
                await Task.Delay(20);

            await Row(source, """
                select pg_terminate_backend(pid) from pg_stat_activity
                where query like '%create index concurrently%spare%' and pid <> pg_backend_pid()
                """);
            await Assert.ThrowsAnyAsync<Exception>(() => interrupted);
        }

        Assert.Equal([1L], await Row(source, "select count(*) from pg_index where not indisvalid"));

        Assert.Equal([Later], await Apply(source, files, []));
        Assert.Equal([true], await Row(source, "select indisvalid from pg_index where indexrelid = 'spare'::regclass"));
    }

    [Fact]
    public async Task Finish_a_day_that_is_half_detached()
    {
        var connection = await Migrated();
        await using var source = OwnerSource.Open(connection);
        await Execute(connection, "select make_days('2025-03-01', '2025-03-01')");
        await using (var reader = await source.OpenConnectionAsync())
        await using (await reader.BeginTransactionAsync())
        {
            await Execute(reader, "select count(*) from inquiries");
            await using var detacher = new NpgsqlConnection($"{connection};Command Timeout=2;Pooling=false");
            await detacher.OpenAsync();
            await Assert.ThrowsAnyAsync<NpgsqlException>(
                () => Execute(detacher, "alter table inquiries detach partition inquiries_20250301 concurrently"));
        }

        Assert.Equal([1L], await Row(source, "select count(*) from pg_inherits where inhdetachpending"));
        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => Execute(connection, "select make_days('2025-03-01', '2025-03-01')"));
        Assert.Contains("half detached", refusal.MessageText);

        await (await Open(connection)).DisposeAsync();
        await Apply(source, SchemaFile.All, []);

        Assert.Equal([0L], await Row(source, "select count(*) from pg_inherits where inhdetachpending"));
        await Execute(connection, "select make_days('2025-03-01', '2025-03-01')");
    }

    static TimeSpan Elapsed(long since) => TimeProvider.System.GetElapsedTime(since);
}
