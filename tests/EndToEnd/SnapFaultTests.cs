using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Postgres.Server;
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

    // As in a crash, without goodbye and with recovery from the log; and as in an upgrade, which tells every
    // connection. Most of it is waiting, so both are done at once.
    [Fact]
    public Task Nothing_acknowledged_is_lost_and_everybody_is_told_when_PostgreSQL_restarts() =>
        Task.WhenAll(Restart("-QUIT"), Restart("-INT"));

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
        await load.Further(1000);
        await load.Stop();
        await Aftermath.Settle(database, one);

        await Aftermath.AssertEverybodyWasTold(database, load.Acknowledged, receiver.Received);
        Assert.Equal(
            receiver.Received.Count, receiver.Received.Select(callback => callback.Reference).Distinct().Count());
        Assert.DoesNotContain("deadlock", one.Output + other.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_paydia_was_asked_when_its_host_died_is_used_up_and_ends_without_an_answer()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var toko = Snap.Toko(host, SnapDialect.Paydia);
        var request = await toko.Prepare(new() { Account = "9900000001" });
        var asking = toko.Send(request);
        await Eventually.Is(async () => await Count.Ask<int>(database, "select count(*) from open_inquiries") == 1);
        await host.Kill();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => asking);
        await host.DisposeAsync();

        await using var next = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        Assert.Equal("4094200", (await toko.At(next).Send(request)).Code);
        await new SandboxControls(next).Advance(TimeSpan.FromSeconds(60));

        await Eventually.Is(async () => await Count.Ask<int>(
            database, "select count(*) from inquiries where outcome = 'unanswered'") == 1);
        Assert.Equal(0, await Count.Ask<int>(
            database, "select (select count(*) from open_inquiries) + (select count(*) from callbacks)"));
    }

    [Fact]
    public async Task Both_rooms_have_a_word_for_a_database_that_is_away_and_go_on_when_it_is_back()
    {
        var folder = TestServer.TemporaryFolder();
        var server = await PrivateServer.Start(folder, NullLogger.Instance, _ => { });
        await using (var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", server.ConnectionString), ("Periksa__Journal__Patience", "00:00:03")))
        {
            var callers = SnapDialect.Both.Select(dialect => Snap.Toko(host, dialect)).ToArray();
            var requests = await Task.WhenAll(callers.Select(caller => caller.Prepare(new())));
            await server.DisposeAsync();

            var patience = Stopwatch.StartNew();
            var replies = await Task.WhenAll(callers.Zip(requests, (caller, request) => caller.Send(request)));
            Assert.Equal(["5004202", "5001600"], replies.Select(reply => reply.Code));
            Assert.InRange(patience.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(12));

            // Whoever is known is known without it; and what was not written down is used up by nobody.
            Assert.All(callers, caller => caller.Keep(null));
            await Task.WhenAll(callers.Select(caller => caller.Token()));
            await using var again = await PrivateServer.Start(folder, NullLogger.Instance, _ => { });
            await Eventually.Is(host.IsReady);
            replies = await Task.WhenAll(callers.Zip(requests, (caller, request) => caller.Send(request)));
            Assert.Equal(["2004200", "2001600"], replies.Select(reply => reply.Code));
        }

        Directory.Delete(folder, recursive: true);
    }

    static async Task Restart(string signal)
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
                Postmasters.Send(folder, signal);   // the private server's watch starts it again
            }

            await load.Further(100);
            await load.Stop();
            await Eventually.Is(host.IsReady);
            await inbox.Answer(200);
            await Aftermath.Settle(server.ConnectionString, host);
            await Aftermath.AssertEverybodyWasTold(server.ConnectionString, load.Acknowledged, await inbox.List());
            await Aftermath.AssertBankWasBelieved(server.ConnectionString);
        }

        Directory.Delete(folder, recursive: true);
    }

    static void AssertSigned(Callback callback, string url) => callback.AssertSigned(Toko, url);
}
