using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Server;
using Periksa.Sandbox.Store;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>What the hosts' role may not do, by PostgreSQL's own word.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    DatabaseAccess _access = new("");
    Database? _database;

    public async ValueTask InitializeAsync()
    {
        _access = await TestServer.CreateDatabaseWithRoles();
        _database = await Database.Open(_access, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await _database!.DisposeAsync();

    [Fact]
    public async Task Neither_changes_nor_removes_facts_nor_owns_anything()
    {
        await Load();
        string[] wishes =
        [
            "update postings set amount = amount",
            "delete from postings",
            "truncate postings",
            "update movements set at = at",
            "delete from movements",
            "delete from disbursement_steps",
            "delete from disbursement_remarks",
            "update disbursement_remark_ends set reason = 'another'",
            "update disbursements set net = net",
            "delete from disbursements",
            "update bill_payments set amount = amount",
            "delete from bill_payments",
            "update inquiries set price = null",
            "delete from inquiries",
            "truncate inquiries",
            "delete from invoices",
            "delete from bills",
            "update ledger_accounts set balance = balance",
            "update ledger_accounts set may_be_negative = true",
            "insert into ledger_accounts (owner, purpose, may_be_negative, balance) values ('a', 'b', false, 1)",
            "delete from deployment",
            "update deployment set mode = 'sandbox'",
            "update schema_files set digest = ''",
            "update changes set number = 0",
            "insert into forgotten (what, before) values ('callbacks', 'infinity')",
            "select note_forgotten('references', 'infinity')",
            "delete from forgotten",
            "delete from database_lines",
            "update database_lines set line = 'another'",
            "alter table postings disable trigger user",
            "alter table postings disable trigger carry_posting",
            "set session_replication_role = replica",
            "drop table postings",
            "drop trigger refuse_change on postings",
            "create table mine (n int)",
            "create or replace function carry_posting() returns trigger language sql as 'select 1'",
            "set role periksa_owner",
        ];

        foreach (var wish in wishes)
            Assert.Equal((wish, PostgresErrorCodes.InsufficientPrivilege), (wish, await Refusal(wish)));
    }

    /// <summary>An old line has payouts sent without asking the bank first.</summary>
    [Theory]
    [InlineData("update database_lines set seen_at = seen_at - interval '1 s'")]
    [InlineData("""
        insert into database_lines values (current_line(), '-infinity')
        on conflict (line) do update set seen_at = excluded.seen_at
        """)]
    [InlineData("insert into database_lines values ('1/2/00000009', clock_timestamp())")]
    public async Task Makes_no_line_older_than_it_is(string wish)
    {
        await Execute(_access.Hosts!, "select begin_line()");

        Assert.Equal("P0001", await Refusal(wish));

        Assert.Equal(true, await Ask("select asks_first('48 h')"));
        Assert.Null(await Refusal("update database_lines set seen_at = seen_at + interval '1 s'"));
    }

    [Fact]
    public async Task Makes_days_which_are_its_owners()
    {
        await Execute(_access.Hosts!, "select make_days('2025-03-01', '2025-03-02')");

        Assert.Equal(
            "periksa_owner",
            await Ask("select tableowner from pg_tables where tablename = 'inquiries_20250302'"));
        Assert.Equal("42501", await Refusal("drop table inquiries_20250302"));
        Assert.Equal("42501", await Refusal("delete from inquiries_20250302"));
    }

    [Fact]
    public async Task Puts_a_day_back_that_was_taken_out()
    {
        await Execute(_access.Hosts!, "select make_days('2025-03-01', '2025-03-01')");
        await Execute(_access.Owner!, "alter table inquiries detach partition inquiries_20250301");

        await Execute(_access.Hosts!, "select make_days('2025-03-01', '2025-03-01')");

        Assert.Equal(true, await Ask(
            "select exists (select from pg_inherits where inhrelid = 'inquiries_20250301'::regclass)"));
    }

    [Fact]
    public async Task Says_what_stands_where_a_day_belongs()
    {
        await Execute(_access.Owner!, "create table inquiries_20250301 (day date not null, something int)");

        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => Execute(_access.Hosts!, "select make_days('2025-03-01', '2025-03-01')"));

        Assert.Contains("inquiries_20250301 stands where a day of inquiries belongs", refusal.MessageText);
    }

    [Fact]
    public async Task Empties_a_sandbox_and_nothing_else()
    {
        await Load();
        await new SandboxStore(_database!.Source, Shop.Seals).Reset(Shop.World, CancellationToken.None);

        await Execute(_access.Hosts!, "insert into deployment (mode) values ('production')");

        Assert.Equal("P0001", await Refusal("select empty_sandbox('{postings}')"));
    }

    [Fact]
    public async Task Serves_without_the_owner_once_the_schema_is_there()
    {
        await (await Open(_access with { Owner = null })).DisposeAsync();
        await Execute(_access.Owner!, "delete from schema_files where number = 15");

        var refusal = await Assert.ThrowsAsync<ServerException>(() => Open(_access with { Owner = null }));

        Assert.Contains("periksa migrate with ConnectionStrings__PeriksaOwner", refusal.Message);
    }

    [Fact]
    public async Task Says_in_a_sentence_which_right_is_missing()
    {
        await Execute(_access.Owner!, "revoke all on schema_files from periksa");

        var refusal = await Assert.ThrowsAsync<ServerException>(() => Open(_access with { Owner = null }));

        Assert.Contains("schema_files", refusal.Message);
        await Database.Migrate(_access, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);
        await (await Open(_access with { Owner = null })).DisposeAsync();
    }

    [Fact]
    public async Task Is_told_when_it_is_too_strong()
    {
        var told = new List<string>();

        await using var strong = await Database.Open(
            _access with { Hosts = TestServer.As("postgres", _access.Hosts!) },
            NullLoggerFactory.Instance,
            told.Add,
            CancellationToken.None);

        Assert.Contains(told, line => line.Contains("nothing keeps a host", StringComparison.Ordinal));
    }

    Task Load() => new SandboxStore(_database!.Source, Shop.Seals).Load(
        Shop.World, new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero), CancellationToken.None);

    async Task<string?> Refusal(string wish)
    {
        try
        {
            await Execute(_access.Hosts!, wish);
            return null;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }

    async Task<object?> Ask(string question)
    {
        await using var connection = new NpgsqlConnection(_access.Owner);
        return await connection.ExecuteScalarAsync(question);
    }

    static async Task Execute(string connection, string statement)
    {
        await using var opened = new NpgsqlConnection(connection);
        await opened.ExecuteAsync(statement);
    }

    static Task<Database> Open(DatabaseAccess access) =>
        Database.Open(access, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);
}
