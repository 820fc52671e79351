using System.Collections.Concurrent;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Kill it before a payment is durable, or between the payment and the answer: the repeat and service 26 tell
/// the truth, and nothing is paid twice.</summary>
public sealed class SnapBankFaultTests
{
    const string Flag = "virtualAccountData.paymentFlagStatus";

    [Fact]
    public async Task Killed_before_a_payment_is_durable_nothing_is_left_and_the_same_is_paid_then()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var bank = SnapBank.At(host);
        await bank.Token();

        await using (await Blocker.Lock(
            database, "select 1 from bills where va_number = '0090011234567890' for update"))
        {
            var paying = bank.Pay(SnapBank.Tuition, "unborn", "100000.00", "key-1");
            await Eventually.Is(async () => await Count.Ask<int>(
                database,
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock' and query like '%bills%for update%'
                """) > 0);
            await host.Kill();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => paying);
        }

        await host.DisposeAsync();
        await using var next = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        Assert.Equal(
            (0, 0), await Count.Ask<(int, int)>(database, """
                select (select count(*)::int from payment_requests),
                       (select count(*)::int from day_keys where key = 'key-1')
                """));
        Assert.Equal("4042601", (await SnapBank.Toko(next).Status(SnapBank.Tuition, "unborn")).Code);

        var paid = await bank.Elsewhere(next).Pay(SnapBank.Tuition, "unborn", "100000.00", "key-1");
        Assert.Equal(("2002500", "00"), (paid.Code, paid.Text(Flag)));
        await Prove.AssertNoDifference(database);
    }

    /// <summary>The database has it, and nobody hears so.</summary>
    [Fact]
    public async Task Killed_between_a_payment_and_its_answer_every_repeat_tells_that_it_was_paid()
    {
        var database = await TestServer.CreateDatabase();
        await using var cable = new Cable(database) { LosesCommitOf = "insert into payment_requests" };
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", cable.ConnectionString));
        var bank = SnapBank.At(host);
        await bank.Token();

        var paying = bank.Pay(SnapBank.Tuition, "unheard", "100000.00", "key-1");
        await Eventually.Is(async () => await Count.Ask<int>(
            database, "select count(*) from payment_requests where request_id = 'unheard'") == 1);
        await host.Kill();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => paying);
        await host.DisposeAsync();

        await using var next = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        bank = bank.Elsewhere(next);
        var copy = await bank.Pay(SnapBank.Tuition, "unheard", "100000.00", "key-1");
        var repeat = await bank.Pay(SnapBank.Tuition, "unheard", "100000.00", "key-2");
        var another = await bank.Pay(SnapBank.Tuition, "another", "100000.00", "key-3");

        Assert.Equal(("4042518", "00"), (copy.Code, copy.Text(Flag)));
        Assert.Equal(("2002500", "00"), (repeat.Code, repeat.Text(Flag)));
        Assert.Equal(("4042514", "01"), (another.Code, another.Text(Flag)));
        Assert.Equal("00", (await SnapBank.Toko(next).Status(SnapBank.Tuition, "unheard")).Text(Flag));
        Assert.Equal(1, await Count.Ask<int>(
            database, "select count(*) from bill_payments where channel = 'snap:SNAPBANKSAND'"));
        await Prove.AssertNoDifference(database);
    }

    /// <summary>Whoever is not answered sends the very same again, until somebody says what became of it.</summary>
    [Fact]
    public async Task Killed_during_payments_the_very_same_request_tells_whether_it_was_paid()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var bank = SnapBank.At(other);
        await bank.Token();
        var known = new ConcurrentDictionary<string, string>();
        using var stop = new CancellationTokenSource();
        var payers = Enumerable.Range(0, 16).Select(i => Task.Run(() => PayOnAndOn(i))).ToArray();

        for (var deaths = 0; deaths < 3; deaths++)
        {
            var goal = known.Count + 150;
            await Eventually.Is(() => Task.FromResult(known.Count >= goal), 60);
            await host.Kill();
            var dead = host;
            host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
            await dead.DisposeAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(payers);
        var ids = known.Keys.ToArray();
        Assert.Equal(
            (ids.Length, ids.Length * 1000L * 100),
            await Count.Ask<(int, long)>(
                database,
                "select count(*)::int, sum(amount)::bigint from bill_payments where ref_id = any (@ids)",
                new { ids }));
        await Prove.AssertNoDifference(database);
        await host.DisposeAsync();

        async Task PayOnAndOn(int payer)
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var id = $"{payer}-{i}";
                known[id] = await Pay(id, turn => bank.Elsewhere((i + turn) % 2 == 0 ? host : other));
            }
        }
    }

    // Paid now; or paid before, of which only a repeat can hear.
    static async Task<string> Pay(string id, Func<int, SnapBank> at)
    {
        for (var turn = 0; ; turn++)
        {
            try
            {
                var reply = await at(turn).Pay(SnapBank.Open, id, "1000.00", $"key-{id}");
                string[] possible = turn == 0 ? ["2002500", "5042500"] : ["2002500", "4042518", "5042500"];
                Assert.Contains(reply.Code, possible);
                if (reply.Code is not "5042500")
                {
                    Assert.Equal("00", reply.Text(Flag));
                    return reply.Code;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ObjectDisposedException)
            {
                await Task.Delay(20);
            }
        }
    }
}
