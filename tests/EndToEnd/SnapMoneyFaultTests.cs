using System.Collections.Concurrent;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Kill it between the debit and the answer, or anywhere: the repeat and service 36 tell the truth, nothing is
/// debited, paid or told twice, and nothing is forgotten.</summary>
public sealed class SnapMoneyFaultTests
{
    [Fact]
    public async Task Killed_between_the_debit_and_the_answer_the_repeat_and_service_36_tell_the_truth()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var toko = SnapMoney.Toko(host);
        await toko.Token();
        string[] references = [.. Enumerable.Range(0, 5).Select(i => $"killed-{i}")];

        // The bank takes three seconds, so nobody is answered when all are debited.
        var sending = references.Select(one => toko.Transfer(one, "9900000001", externalId: $"of-{one}")).ToArray();
        await Eventually.Is(async () => await Count.Ask<int>(
            database, "select count(*) from disbursements where dialect = 'snap'") == references.Length);
        await host.Kill();
        foreach (var one in sending)
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => one);

        await host.DisposeAsync();
        await using var next = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        toko = toko.At(next);
        foreach (var reference in references)
        {
            Assert.Equal("4091801", (await toko.Transfer(reference, "9900000001")).Code);
            Assert.Equal("4091800", (await toko.Transfer(reference, externalId: $"of-{reference}")).Code);
            Assert.Equal("2003600", (await toko.StatusBy("originalExternalId", $"of-{reference}")).Code);
        }

        var inbox = new Inbox(next, "toko-maju-snap");
        foreach (var reference in references)
        {
            await toko.Reaches(reference, "00");
            toko.AssertTold(
                Assert.Single(await SnapMoney.Told(inbox, reference)), inbox, await toko.Status(reference));
        }

        Assert.Equal(950_000m, await toko.Available());
        await AssertPaidOnce(database, references.Length);
    }

    [Fact]
    public async Task Killed_before_the_debit_is_durable_nothing_is_found_and_it_may_be_sent_again()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var toko = SnapMoney.Toko(host);
        await toko.Token();

        await using (var blocker = await Blocker.Lock(
            database, "select 1 from ledger_accounts where purpose = 'disbursement:8800000001' for update"))
        {
            var sending = toko.Transfer("unborn", externalId: "unborn");
            await Eventually.Is(async () => await Count.Ask<int>(
                database,
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock' and query like '%ledger_accounts%'
                """) > 0);
            await host.Kill();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
        }

        await host.DisposeAsync();
        await using var next = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        toko = toko.At(next);
        Assert.Equal("4043601", (await toko.Status("unborn")).Code);

        // A host that has just started may not hear of the end in the two seconds that its caller waits.
        var again = await toko.Transfer("unborn", externalId: "unborn");
        Assert.Contains(again.Code, new[] { "2001800", "2021800" });
        await Eventually.Is(async () => await Count.Ask<int>(
            database, "select count(*) from disbursements where dialect = 'snap' and status = '00'") == 1);
        await AssertPaidOnce(database, 1);
    }

    [Fact]
    public async Task Killed_under_load_beside_another_every_reference_is_debited_once()
    {
        const int Transfers = 240;
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var toko = SnapMoney.Toko(other);
        await toko.Token();
        var answers = new ConcurrentDictionary<string, string>();

        foreach (var round in Enumerable.Range(0, 3))
        {
            var sending = Enumerable.Range(0, Transfers / 3)
                .Select(i => Send(i % 2 == 0 ? host : other, $"{round}-{i}")).ToArray();
            await Eventually.Is(async () => await Count.Ask<int>(
                database, "select count(*) from disbursements where dialect = 'snap'") > round * Transfers / 3);
            await host.Kill();
            await Task.WhenAll(sending);
            await host.DisposeAsync();
            host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        }

        // Whoever heard nothing asks, and sends again what nobody knows.
        foreach (var reference in answers.Where(one => one.Value is "").Select(one => one.Key))
        {
            var status = await toko.Status(reference);
            var again = await toko.Transfer(reference, amount: "1000.00");
            Assert.Contains((status.Code, again.Code), new[]
            {
                ("2003600", "4091801"), ("4043601", "2001800"), ("4043601", "2021800"),
            });
        }

        Assert.All(answers.Values, code => Assert.Contains(code, new[] { "", "2001800", "2021800" }));
        Assert.Equal(1_000_000m - (Transfers * 1000m), await toko.Available());
        await Eventually.Is(
            async () => await Count.Ask<int>(
                database,
                "select count(*) from open_payouts join disbursements using (id) where dialect = 'snap'") == 0,
            patienceSeconds: 60);
        await AssertPaidOnce(database, Transfers);
        await host.DisposeAsync();

        async Task Send(HostProcess at, string reference)
        {
            try
            {
                answers[reference] = (await toko.At(at).Transfer(reference, amount: "1000.00")).Code;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                answers[reference] = "";   // nobody knows
            }
        }
    }

    // What the bank did is what the ledger says, and nobody was told anything else or twice.
    static async Task AssertPaidOnce(string database, int count)
    {
        Assert.Equal(count, await Count.Ask<int>(
            database,
            """
            select count(*) from disbursements d
            join sandbox_payouts p on p.id = payout_order_id(d.account, d.reference)
            where d.dialect = 'snap' and d.status = '00' and p.times_sent = 1
            """));
        Assert.Equal(count, await Count.Ask<int>(
            database, "select count(*) from callbacks where dialect = 'snap'"));
        await Prove.AssertNoDifference(database);
    }
}
