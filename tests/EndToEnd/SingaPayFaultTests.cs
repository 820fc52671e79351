using Periksa.Postgres.Server;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Kill it between the debit and the pay-out, between the pay-out and the settlement, during a refund, and
/// under load: nothing is debited, paid or refunded twice, and nothing is forgotten.</summary>
public sealed class SingaPayFaultTests
{
    // A dead host's payouts are another's after twenty seconds.
    const double Patience = 60;

    [Fact]
    public async Task Killed_between_the_debit_and_the_pay_out_it_pays_after_the_restart()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var token = await SingaPay.At(host).Token();

        // What the bank is sent waits behind this lock, so the host has taken it and sent nothing when it dies.
        await using (var blocker = await Blocker.Lock(database, "lock table sandbox_payouts in exclusive mode"))
        {
            var transfers = await Task.WhenAll(
                Enumerable.Range(0, 5).Select(i => SingaPay.At(host).With(token).Transfer($"{i}", amount: 10_000)));
            Assert.All(transfers, reply => Assert.Equal("SP000", reply.Code));
            await Eventually.Is(async () => await Count.Ask<int>(
                database, "select count(*) from disbursements where status = '02'") == 5);
            await host.Kill();
        }

        await host.DisposeAsync();
        await using var next = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await AssertAllEnd(database, "00", 5);
        Assert.Equal(945_000, await Balance(database));
        await AssertPaidOnce(database);
    }

    [Fact]
    public async Task Killed_between_the_pay_out_and_the_settlement_it_asks_and_does_not_pay_again()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var token = await SingaPay.At(host).Token();
        await Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => SingaPay.At(host).With(token).Transfer($"{i}", amount: 10_000)));

        // The bank has them, and takes a second to say so.
        await Eventually.Is(async () => await Count.Ask<int>(
            database, "select count(*) from sandbox_payouts where settled_after is not null") == 5);
        await host.Kill();
        Assert.Equal(5, await Count.Ask<int>(database, "select count(*) from disbursements where status = '02'"));
        await host.DisposeAsync();

        await using var next = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await AssertAllEnd(database, "00", 5);
        await AssertPaidOnce(database);
        Assert.Equal(945_000, await Balance(database));
    }

    [Fact]
    public async Task Killed_during_a_refund_it_refunds_once()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var toko = SingaPay.At(host);
        await using (var blocker = await Blocker.Prepare(database))
        {
            await Task.WhenAll(Enumerable.Range(0, 5).Select(i => toko.Transfer($"{i}", "9900000005", "014", 10_000)));
            await blocker.Lock("select 1 from ledger_accounts where purpose like 'disbursement:%' for update");
            await Eventually.Is(async () => await Count.Ask<int>(
                database,
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock' and query like '%ledger_accounts%'
                """) > 0);
            await host.Kill();
        }

        await host.DisposeAsync();
        await using var next = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await AssertAllEnd(database, "06", 5);
        await AssertPaidOnce(database);
        Assert.Equal(1_000_000, await Balance(database));
        Assert.Equal(5, await Count.Ask<int>(
            database, "select count(*) from callbacks where dialect = 'singapay'"));
    }

    [Fact]
    public async Task Killed_and_restarted_under_load_beside_another_it_forgets_nothing_and_does_nothing_twice()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await SandboxTopUp(host, "90000000.00");
        using var load = new SingaPayLoad(
            () => Random.Shared.Next(2) == 0 ? host : other, await SingaPay.At(host).Token());
        for (var deaths = 0; deaths < 3; deaths++)
        {
            await load.Further(150);
            await host.Kill();
            var dead = host;
            host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
            await dead.DisposeAsync();
        }

        await load.Further(100);
        await load.Stop();
        await Eventually.Is(async () => await Count.Ask<int>(
            database,
            "select count(*) from disbursements where status in ('01', '02')") == 0, Patience);
        await new SandboxControls(other).Advance(TimeSpan.FromMinutes(30));
        await Eventually.Is(async () => await Count.Ask<int>(
            database, Unsettled) == 0, Patience);

        await AssertPaidOnce(database);
        await load.AssertKept(database, SingaPay.At(other));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task PostgreSQL_restarting_under_load_loses_no_transfer_and_doubles_none()
    {
        var folder = TestServer.TemporaryFolder();
        await using (var server = await PrivateServer.Start(
            folder, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, _ => { }))
        await using (var host = await HostProcess.Start(("ConnectionStrings__Periksa", server.ConnectionString)))
        {
            await SandboxTopUp(host, "90000000.00");
            using var load = new SingaPayLoad(() => host, await SingaPay.At(host).Token());
            foreach (var signal in new[] { "-QUIT", "-INT" })
            {
                await load.Further(150);
                Postmasters.Send(folder, signal);   // the private server's watch starts it again
            }

            await load.Further(150);
            await load.Stop();
            await Eventually.Is(
                async () => await Count.Ask<int>(
                    server.ConnectionString,
                    "select count(*) from disbursements where status in ('01', '02')") == 0,
                Patience);
            await new SandboxControls(host).Advance(TimeSpan.FromMinutes(30));
            await Eventually.Is(
                async () => await Count.Ask<int>(server.ConnectionString, Unsettled) == 0, Patience);
            await AssertPaidOnce(server.ConnectionString);
            await load.AssertKept(server.ConnectionString, SingaPay.At(host));
        }

        Directory.Delete(folder, recursive: true);
    }

    const string Unsettled = """
        select count(*) from disbursements
        where status in ('01', '02', '03') and account_number not in ('9900000004', '1234567890000')
           or (status in ('01', '02', '03') and account_number = '1234567890000' and reference <> '1134567891011')
        """;

    static async Task AssertAllEnd(string database, string status, int count) => await Eventually.Is(
        async () => await Count.Ask<int>(
            database,
            "select count(*) from disbursements where status = @status and reference not like '11345%'",
            new { status }) == count,
        Patience);

    // What the bank did is what the ledger say; and it was sent twice only what it had said it never had.
    static async Task AssertPaidOnce(string database)
    {
        Assert.Equal(0, await Count.Ask<int>(
            database,
            """
            select count(*) from sandbox_payouts p
            full join disbursements d on p.id = payout_order_id(d.account, d.reference)
            where coalesce(d.reference, '') not like '11345%'
              and (d.id is null or p.id is null or p.times_sent <> 1
                   or d.status <> case when p.settled_after is null then '03'
                                       when p.failure_code is null then '00' else '06' end)
            """));
        await Prove.AssertNoDifference(database);
    }

    static Task<decimal> Balance(string database) => Count.Ask<decimal>(
        database,
        "select balance / 100.0 from ledger_accounts where purpose = 'disbursement:' || @Account",
        SingaPay.Toko);

    static async Task SandboxTopUp(HostProcess host, string amount)
    {
        using var content = new StringContent($$"""{"amount":"{{amount}}"}""");
        (await host.Client.PostAsync($"/sandbox/accounts/{SingaPay.Toko.Account}/top-up", content))
            .EnsureSuccessStatusCode();
    }
}
