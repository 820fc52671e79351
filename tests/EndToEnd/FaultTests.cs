using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Postgres.Server;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Kill it in the middle of load, and count afterwards.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_billed_twice_when_a_host_is_killed()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        using var load = Load.On(() => host);

        for (var kills = 0; kills < 3; kills++)
        {
            await load.Further(1000);
            await host.Kill();
            host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        }

        await load.Further(500);
        await load.Stop();
        await host.DisposeAsync();
        await Count.NothingLostNothingTwice(database, load.Acknowledged);
    }

    [Theory]
    [InlineData("immediate")]   // as in a crash: no goodbye, recovery from the log
    [InlineData("fast")]        // as in an upgrade: every connection is told
    public async Task Nothing_acknowledged_is_lost_or_billed_twice_when_PostgreSQL_restarts(string mode)
    {
        var folder = TestServer.TemporaryFolder();
        await using (var server = await PrivateServer.Start(folder, NullLogger.Instance, _ => { }))
        await using (var host = await HostProcess.Start(("ConnectionStrings__Periksa", server.ConnectionString)))
        {
            using var load = Load.On(() => host);

            for (var restarts = 0; restarts < 3; restarts++)
            {
                await load.Further(1000);
                Stop(folder, mode);   // the private server's watch starts it again
            }

            await load.Further(500);
            await load.Stop();
            await Count.NothingLostNothingTwice(server.ConnectionString, load.Acknowledged);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_hosts_on_one_database_agree_on_invoices()
    {
        var database = await TestServer.CreateDatabase();
        await using var one = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var turn = 0;

        using var load = Load.On(() => Interlocked.Increment(ref turn) % 2 == 0 ? one : other);
        await load.Further(3000);
        await load.Stop();

        await Count.NothingLostNothingTwice(database, load.Acknowledged);
        Assert.Single(load.Acknowledged.Select(told => told.Invoice).Distinct());
    }

    [Fact]
    public async Task Two_hosts_do_not_stand_in_each_others_way_over_a_limited_partner()
    {
        var database = await TestServer.CreateDatabase();
        await using var one = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await Count.Ask<int>(database,
            """
            update partners set miss_budget = 100000, rate_per_second = null, rate_burst = null
            where id = 'warung-jaya' returning 1
            """);
        await Task.Delay(1000);

        var replies = await Task.WhenAll(Enumerable.Range(0, 600).Select(i =>
            Sento.Warung(i % 2 == 0 ? one : other).Inquire(i % 3 == 0 ? "404404" : "12341234")));

        var told = replies.Select(reply => (reply.Text("id")!, reply.Text("invoice_id")!)).ToList();
        await Count.NothingLostNothingTwice(database, told);
        Assert.DoesNotContain("deadlock", one.Output + other.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_host_is_alive_but_not_ready_while_its_database_is_away_and_says_so_in_the_dialects_words()
    {
        var folder = TestServer.TemporaryFolder();
        var server = await PrivateServer.Start(folder, NullLogger.Instance, _ => { });
        await using (var host = await HostProcess.Start(("ConnectionStrings__Periksa", server.ConnectionString)))
        {
            await server.DisposeAsync();

            Assert.True((await host.Client.GetAsync("/health/live")).IsSuccessStatusCode);
            await Eventually.Is(async () => !await host.IsReady(), patienceSeconds: 2);
            var patience = Stopwatch.StartNew();
            var reply = await Sento.Toko(host).Inquire();
            Assert.Equal("""{"status":{"code":"500","message":"Internal server error"}}""", reply.Json.GetRawText());
            Assert.InRange(patience.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        }

        Directory.Delete(folder, recursive: true);
    }

    static void Stop(string folder, string mode)
    {
        var pid = int.Parse(
            File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using var kill = Process.Start("kill", [mode == "immediate" ? "-QUIT" : "-INT", $"{pid}"]);
        kill.WaitForExit();
    }
}
