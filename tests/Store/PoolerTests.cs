using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Store.Journal;
using Periksa.Store.Sandbox;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Behind pgbouncer. Debian's is 1.18, which keeps no prepared statement for anybody.</summary>
public sealed class PoolerTests
{
    const int Inquiries = 200;

    [Theory]
    [InlineData("session")]
    [InlineData("transaction")]
    public async Task Lets_two_hosts_work_at_once(string mode)
    {
        var direct = await TestServer.CreateDatabase();
        await using var bouncer = await Bouncer.Start(mode, direct);
        var told = new List<string>();
        await using var one = await Open(bouncer.Through(direct), told);
        await using var other = await Open(bouncer.Through(direct), told);
        await new SandboxStore(one.Source, Shop.Seals).Load(Shop.World, Now, CancellationToken.None);

        await Task.WhenAll(Write(one.Source), Write(other.Source));

        await using var connection = new NpgsqlConnection(direct);
        Assert.Equal(2 * Inquiries, await connection.QuerySingleAsync<int>("select count(*)::int from inquiries"));
        Assert.Equal(mode == "transaction", told.Exists(line => line.Contains("pooler", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Is_not_seen_where_there_is_none()
    {
        var direct = await TestServer.CreateDatabase();

        Assert.Equal(direct, await Pooler.Adapt(new(direct), Assert.Fail, CancellationToken.None));
    }

    [Fact]
    public async Task Leaves_sessions_alone_that_it_keeps()
    {
        var direct = await TestServer.CreateDatabase();
        await using var bouncer = await Bouncer.Start("session", direct);
        var through = bouncer.Through(direct);

        Assert.Equal(through, await Pooler.Adapt(new(through), Assert.Fail, CancellationToken.None));
    }

    [Fact]
    public async Task Is_refused_where_statements_must_be_prepared_and_are_lost()
    {
        var direct = await TestServer.CreateDatabase();
        await using var bouncer = await Bouncer.Start("transaction", direct);

        var refusal = await Assert.ThrowsAsync<ServerException>(
            () => Open($"{bouncer.Through(direct)};Max Auto Prepare=10", []));

        Assert.Contains("Max Auto Prepare", refusal.Message);
    }

    [Fact]
    public async Task Is_refused_where_it_allows_no_transactions()
    {
        var direct = await TestServer.CreateDatabase();
        await using var bouncer = await Bouncer.Start("statement", direct);

        await Assert.ThrowsAsync<ServerException>(() => Open(bouncer.Through(direct), []));
    }

    static DateTimeOffset Now { get; } = new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero);

    // In small groups, so that there are many transactions and each kind of statement meets every session.
    static async Task Write(NpgsqlDataSource source)
    {
        var options = new JournalOptions { Writers = 4, GroupLimit = 4 };
        await using (var connection = await source.OpenConnectionAsync())
            await connection.ExecuteAsync("select make_days('2025-03-10', '2025-03-12')");

        var journal = new Journal.Journal(
            new(source, new MissBudgets(), new()), options, NullLogger<Journal.Journal>.Instance);
        await journal.StartAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Inquiries).Select(i => journal.Record(Record(i))));
        await journal.StopAsync(CancellationToken.None);
    }

    static InquiryRecord Record(int i) => new(
        new(Guid.CreateVersion7(Now)),
        Now,
        "sento",
        i % 2 == 0 ? Shop.Toko : Shop.Warung,
        new("014", "0123456789"),
        Outcome.Found,
        "John Doe",
        Money.Rupiah(1000),
        MissBudget: null,
        Keys: null);

    static Task<Database> Open(string connection, List<string> told) =>
        Database.Open(connection, null, NullLoggerFactory.Instance, told.Add, CancellationToken.None);
}
