using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Inquiries;
using Periksa.Inquiries.Recording;
using Periksa.Partners.Misses;
using Periksa.Postgres;
using Periksa.Postgres.Server;
using Periksa.Retention;
using Periksa.Sandbox.Store;
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
        var direct = await TestServer.CreateEmptyDatabase();
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
        var direct = await TestServer.CreateEmptyDatabase();

        Assert.Equal(direct, await Pooler.Adapt(new(direct), Assert.Fail, CancellationToken.None));
    }

    [Fact]
    public async Task Leaves_sessions_alone_that_it_keeps()
    {
        var direct = await TestServer.CreateEmptyDatabase();
        await using var bouncer = await Bouncer.Start("session", direct);
        var through = bouncer.Through(direct);

        Assert.Equal(through, await Pooler.Adapt(new(through), Assert.Fail, CancellationToken.None));
    }

    [Fact]
    public async Task Is_refused_where_statements_must_be_prepared_and_are_lost()
    {
        var direct = await TestServer.CreateEmptyDatabase();
        await using var bouncer = await Bouncer.Start("transaction", direct);

        var refusal = await Assert.ThrowsAsync<ServerException>(
            () => Open($"{bouncer.Through(direct)};Max Auto Prepare=10", []));

        Assert.Contains("Max Auto Prepare", refusal.Message);
    }

    [Fact]
    public async Task Is_refused_where_it_allows_no_transactions()
    {
        var direct = await TestServer.CreateEmptyDatabase();
        await using var bouncer = await Bouncer.Start("statement", direct);

        await Assert.ThrowsAsync<ServerException>(() => Open(bouncer.Through(direct), []));
    }

    /// <summary>Days stay, which need a session; references go, and leave nothing behind in sessions that are
    /// somebody else's the next moment.</summary>
    [Fact]
    public async Task Has_days_stay_and_lets_references_be_forgotten()
    {
        var direct = await TestServer.CreateEmptyDatabase();
        await using var bouncer = await Bouncer.Start("transaction", direct);
        var through = bouncer.Through(direct);
        await using var host = await Open(through, []);
        await host.Source.CreateCommand("""
            select make_days('2025-03-01', '2025-03-01');
            insert into once_references select '', n::text, '01950000-0000-7000-8000-000000000000'
            from generate_series(1, 3) n
            """).ExecuteNonQueryAsync();
        await using var retention = DayRetention.Connect(owner: null, through)!;
        await using var others = new NpgsqlConnection($"{through};Pooling=false");
        var told = new List<string>();

        // Others begin a transaction in the midst of the run, in whichever session is free then.
        var outcome = await new DayRetention(retention).Forget(_ => new(new(2025, 3, 2)), Tell, default);

        Assert.Equal(new(3, 1), outcome);
        Assert.Contains(told, line => line.Contains("set ConnectionStrings__PeriksaOwner", StringComparison.Ordinal));
        Assert.Equal(0, await Ask<long>(direct, "select count(*) from forgotten where what = 'inquiries'"));
        await retention.DisposeAsync();
        await others.CloseAsync();
        await using var straight = DayRetention.Connect(owner: null, direct)!;
        Assert.Equal(new(4, 0), await new DayRetention(straight).Forget(
            _ => new(new(2025, 3, 2)), told.Add, default));

        void Tell(string line)
        {
            told.Add(line);
            if (others.State is System.Data.ConnectionState.Closed)
            {
                others.Open();
                others.Execute("begin; select 1");
            }
        }
    }

    static async Task<T> Ask<T>(string connectionString, string question)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        return await connection.QuerySingleAsync<T>(question);
    }

    static DateTimeOffset Now { get; } = new(2025, 3, 11, 6, 0, 0, TimeSpan.Zero);

    // In small groups, so that there are many transactions and each kind of statement meets every session.
    static async Task Write(NpgsqlDataSource source)
    {
        var options = new InquiryLogOptions { Writers = 4, GroupLimit = 4 };
        await using (var connection = await source.OpenConnectionAsync())
            await connection.ExecuteAsync("select make_days('2025-03-10', '2025-03-12')");

        var inquiryLog = new InquiryLog(
            new(source, new MissBudgets(), new()), options, NullLogger<InquiryLog>.Instance);
        await inquiryLog.StartAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Inquiries).Select(i => inquiryLog.Record(Record(i))));
        await inquiryLog.StopAsync(CancellationToken.None);
    }

    static InquiryRecord Record(int i) => new(
        new(Guid.CreateVersion7(Now)),
        Now,
        new("sento"),
        new PartnerId(i % 2 == 0 ? Shop.Toko : Shop.Warung),
        new("014", "0123456789"),
        InquiryOutcome.Found,
        "John Doe",
        Money.Rupiah(1000),
        MissBudget: null,
        Keys: null);

    static Task<Database> Open(string connection, List<string> told) =>
        Database.Open(connection, null, NullLoggerFactory.Instance, told.Add, CancellationToken.None);
}
