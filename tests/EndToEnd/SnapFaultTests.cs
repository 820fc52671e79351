using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Store.Server;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Kill it while banks are silent and callbacks are under way, and look afterwards who was told
/// what.</summary>
public sealed class SnapFaultTests
{
    static readonly SnapPartner Toko = SnapPartner.Toko(SnapDialect.IFortepay);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_everybody_is_told_when_a_host_is_killed()
    {
        var database = await TestServer.CreateDatabase();
        await using var receiver = await Receiver.Open();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await receiver.Register(database, Toko);
        await Task.Delay(1000);
        using var load = await SnapLoad.On(() => host, Toko, askers: 36, pauseMs: 50);

        // At first nothing is taken, then slowly: the queue is long and much is under way when the host dies.
        receiver.Answer = (503, 0);
        await load.Further(200);
        receiver.Answer = (200, 200);
        await load.Further(200);
        await host.Kill();
        host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await load.Further(200);

        // This one's work is another's, who was there all the time.
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await host.Kill();
        (host, var dead) = (other, host);
        await dead.DisposeAsync();
        await load.Further(100);
        await load.Stop();

        receiver.Answer = (200, 0);
        await Aftermath.Settle(database, other);
        await Aftermath.AssertEverybodyWasTold(database, load.Acknowledged, receiver.Received);
        await Aftermath.AssertBankWasBelieved(database);
        Assert.All(receiver.Received, callback => AssertSigned(callback, receiver.Url));
    }

    [Theory]
    [InlineData("immediate")]   // as in a crash: no goodbye, recovery from the log
    [InlineData("fast")]        // as in an upgrade: every connection is told
    public async Task Nothing_acknowledged_is_lost_and_everybody_is_told_when_PostgreSQL_restarts(string mode)
    {
        var folder = TestServer.TemporaryFolder();
        await using (var server = await PrivateServer.Start(folder, NullLogger.Instance, _ => { }))
        await using (var host = await HostProcess.Start(("ConnectionStrings__Periksa", server.ConnectionString)))
        {
            var inbox = new Inbox(host, "toko-maju");
            await inbox.Answer(200, 100);
            using var load = await SnapLoad.On(() => host, Toko, askers: 24, pauseMs: 200);

            for (var restarts = 0; restarts < 2; restarts++)
            {
                await load.Further(100);
                Stop(folder, mode);   // the private server's watch starts it again
            }

            await load.Further(100);
            await load.Stop();
            await Eventually.Is(host.IsReady);
            await inbox.Answer(200);
            await Aftermath.Settle(server.ConnectionString, host);
            await Aftermath.AssertEverybodyWasTold(server.ConnectionString, load.Acknowledged, await inbox.List());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_hosts_tell_everybody_once()
    {
        var database = await TestServer.CreateDatabase();
        await using var receiver = await Receiver.Open();
        await using var one = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await receiver.Register(database, Toko);
        receiver.Answer = (200, 20);
        await Task.Delay(1000);
        var turn = 0;

        using var load = await SnapLoad.On(
            () => Interlocked.Increment(ref turn) % 2 == 0 ? one : other, Toko, askers: 48, pauseMs: 0);
        await load.Further(1500);
        await load.Stop();
        await Aftermath.Settle(database, one);

        await Aftermath.AssertEverybodyWasTold(database, load.Acknowledged, receiver.Received);
        Assert.Equal(
            receiver.Received.Count, receiver.Received.Select(callback => callback.Reference).Distinct().Count());
        Assert.DoesNotContain("deadlock", one.Output + other.Output, StringComparison.OrdinalIgnoreCase);
    }

    static void AssertSigned(Callback callback, string url) => callback.AssertSigned(Toko, url);

    static void Stop(string folder, string mode)
    {
        var pid = int.Parse(
            File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using var kill = Process.Start("kill", [mode == "immediate" ? "-QUIT" : "-INT", $"{pid}"]);
        kill.WaitForExit();
    }
}
