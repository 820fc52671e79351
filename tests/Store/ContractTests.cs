using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Schema;
using Periksa.Postgres.Server;
using Periksa.Tests.Postgres;
using static Periksa.Store.Tests.SchemaSteps;

namespace Periksa.Store.Tests;

/// <summary>Files that change tables between indexes, and files that take away what hosts of the version before still
/// use.</summary>
public sealed class ContractTests
{
    const int Expands = 15;
    const int Contracts = 16;

    /// <summary>The next pair.</summary>
    const int ExpandsAgain = 24;
    const int ContractsAgain = 25;

    // As a host whose newest file is 014 writes a payment.
    const string OldPayment = """
        insert into bill_payments (id, bill, channel, ref_id, amount, transaction_at, paid_after, at)
        select gen_random_uuid(), id, 'bank', gen_random_uuid()::text, 1, now(), 1, now() from bills
        on conflict (channel, ref_id) do nothing
        """;

    const string OldHost = """
        insert into hosts (name, version, seen_at, keys, memory_age) values ('old', '0.9', clock_timestamp(), '{}', '0')
        on conflict (name) do update set version = excluded.version, seen_at = excluded.seen_at
        """;

    /// <summary>Whatever is no index of its own asks for its locks as a whole file does.</summary>
    [Fact]
    public async Task Keep_nobody_waiting_with_a_table_that_is_changed_between_indexes()
    {
        var connection = await Migrated();
        await using var source = OwnerSource.Open(connection);
        await using var reader = await source.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await Execute(reader, "select count(*) from bills");

        var migrating = Apply(
            source,
            [
                .. SchemaFile.All,
                new(Later, """
                    -- transaction: none

                    alter table bills add column if not exists spare int;
                    create index concurrently if not exists spare on bills (name);
                    """),
            ],
            []);
        for (var i = 0; i < 20; i++)
        {
            await Row(source, "select count(*) from bills").WaitAsync(TimeSpan.FromSeconds(20));
            await Task.Delay(100);
        }

        Assert.False(migrating.IsCompleted);
        await reading.RollbackAsync();
        Assert.Equal([Later], await migrating);
    }

    [Fact]
    public async Task Leave_hosts_of_the_version_before_taking_payments_until_they_are_gone()
    {
        var connection = await TestServer.CreateEmptyDatabase();
        await using var source = OwnerSource.Open(connection);
        await Apply(source, [.. SchemaFile.All.Where(file => file.Number < Expands)], []);
        await Execute(connection, """
            insert into bills (id, hash, biller, va_number, type, name, customer_name, total, created_at, components)
            values (gen_random_uuid(), 'h', 'toko', '8673010000000001', 'open', '', '', 1, now(), '[]')
            """);

        // It takes a payment and says that it is there, again and again.
        using var stop = new CancellationTokenSource();
        var works = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Execute(connection, OldHost);
                await Execute(connection, OldPayment);
                await Task.Delay(50);
            }
        });
        await Eventually(async () => await Row(source, "select count(*) from bill_payments") is [> 2L]);

        var told = new List<string>();
        var applied = await Apply(source, SchemaFile.All, told);

        Assert.Contains(Expands, applied);
        Assert.DoesNotContain(Contracts, applied);
        Assert.DoesNotContain(ContractsAgain, applied);
        Assert.Contains(told, line => line.Contains("016", StringComparison.Ordinal)
            && line.Contains("old", StringComparison.Ordinal));
        Assert.Equal([true], await Row(source, "select bool_and(indisvalid) from pg_index"));

        // Hosts of this build serve beside it, without that file.
        await (await Open(new DatabaseAccess(connection, Migrates: false))).DisposeAsync();
        Assert.False(works.IsFaulted);
        await stop.CancelAsync();
        await works;

        Assert.Equal([Contracts, ContractsAgain], await Apply(source, SchemaFile.All, told));
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Execute(connection, OldPayment));
        Assert.Equal("42P10", refusal.SqlState);
    }

    /// <summary>It looks its channels' references up by the index that 025 drops, as nobody does since 024.</summary>
    [Fact]
    public async Task Leave_the_index_of_references_and_days_to_hosts_that_look_them_up_by_it()
    {
        const string host = """
            insert into hosts (name, version, seen_at, keys, memory_age, build)
            values ('old', '1.0', clock_timestamp() + interval '1 hour', '{}', '0', '1.0/20')
            """;
        var connection = await TestServer.CreateEmptyDatabase();
        await using var source = OwnerSource.Open(connection);
        await Apply(source, [.. SchemaFile.All.Where(file => file.Number < ExpandsAgain)], []);
        await Execute(connection, host);

        var applied = await Apply(source, SchemaFile.All, []);

        Assert.Contains(ExpandsAgain, applied);
        Assert.DoesNotContain(ContractsAgain, applied);
        await (await Open(new DatabaseAccess(connection, Migrates: false))).DisposeAsync();
        Assert.Equal([true], await Row(source, "select to_regclass('reference_once_a_day') is not null"));

        await Execute(connection, "delete from hosts");
        Assert.Equal([ContractsAgain], await Apply(source, SchemaFile.All, []));
        Assert.Equal(
            [true, true], await Row(source, """
                select to_regclass('reference_once_a_day') is null, bool_and(indisvalid) from pg_index
                """));
    }

    /// <summary>What a later version wrote under its name says nothing of a host that was put back.</summary>
    [Theory]
    [InlineData("2.0/15", true)]
    [InlineData("2.0/99", true)]
    [InlineData("2.0/14", false)]
    [InlineData("3.0/99", false)]
    [InlineData(null, false)]
    public async Task Wait_for_no_host_that_does_without_what_is_dropped(string? build, bool isApplied)
    {
        var connection = await TestServer.CreateEmptyDatabase();
        await using var source = OwnerSource.Open(connection);
        await Apply(source, [.. SchemaFile.All.Where(file => file.Number != Contracts)], []);
        await Execute(connection, $"""
            insert into hosts (name, version, seen_at, keys, memory_age, build)
            values ('h', '2.0', clock_timestamp() + interval '1 hour', array[]::text[], '0', nullif('{build}', ''))
            """);

        int[] applied = isApplied ? [Contracts] : [];
        Assert.Equal(applied, await Apply(source, SchemaFile.All, []));
    }

    /// <summary>Where it was put back is where it was before.</summary>
    [Fact]
    public async Task Are_borne_by_the_builds_that_they_name()
    {
        var connection = await Migrated();
        await using var source = OwnerSource.Open(connection);
        await using var opened = await source.OpenConnectionAsync();

        await SchemaState.FindMissing(opened, [.. SchemaFile.All.Where(file => file.Number <= ExpandsAgain)]);
        var refusal = await Assert.ThrowsAsync<ServerException>(() => SchemaState.FindMissing(
            opened, [.. SchemaFile.All.Where(file => file.Number < ExpandsAgain)]));

        Assert.Contains("025 works with builds from schema 024 on", refusal.Message);
    }

    static async Task Eventually(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 600, "It did not happen.");
            await Task.Delay(50);
        }
    }
}
