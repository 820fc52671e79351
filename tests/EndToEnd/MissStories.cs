using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Whoever guesses at what does not exist is told to wait, on whichever of two hosts it asks.</summary>
public sealed class MissStories(MissStories.Hosts hosts) : IClassFixture<MissStories.Hosts>
{
    const string Unknown = "711111111";

    [Fact]
    public async Task A_partner_with_a_hundred_misses_under_way_works_its_debt_off_before_it_asks_again()
    {
        await Lift("warung-jaya");
        var warung = hosts.Both.Select(host => Snap.Warung(host, SnapDialect.IFortepay)).ToArray();
        await Task.WhenAll(warung.Select(one => one.Token()));

        var first = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => warung[i % 2].Inquire("9900000002")));
        Assert.All(first, reply => Assert.Equal("2021600", reply.Code));
        await Eventually.Is(async () => await Missed() == 100, patienceSeconds: 60);
        Assert.Equal(-50, await Left("warung-jaya"), 1.0);

        var second = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => warung[i % 2].Inquire("9900000002")));
        Assert.All(second, reply => Assert.Equal(HttpStatusCode.TooManyRequests, reply.Http));
        Assert.All(
            await Task.WhenAll(hosts.Both.Select(host => Sento.Warung(host).Inquire())),
            reply => Assert.Equal("429", reply.Code));
        Assert.Equal(100, await Missed());

        // It is about accounts, so money waits as well; nothing is debited.
        var transfer = await SingaPay.At(hosts.Both[1], SingaPay.Warung).Transfer("in debt");
        Assert.Equal((HttpStatusCode.TooManyRequests, "SP019"), (transfer.Http, transfer.Code));
        Assert.Equal(0, await Count.Ask<int>(
            hosts.Database, "select count(*) from disbursements where reference = 'in debt'"));
    }

    [Fact]
    public async Task A_merchant_that_sends_money_to_accounts_that_nobody_has_may_do_so_as_often_as_it_may_ask()
    {
        await Lift("toko-maju", misses: 3);
        var toko = hosts.Both.Select(host => SingaPay.At(host)).ToArray();

        foreach (var reference in new[] { "guess-1", "guess-2" })
        {
            Assert.Equal("SP000", (await toko[0].Transfer(reference, Unknown)).Code);
            Assert.Equal("06", (await toko[0].Follow(reference)).Status);
        }

        Assert.InRange(await Left("toko-maju"), 1, 2);
        Assert.Equal("SP000", (await toko[1].Transfer("known")).Code);

        // Known to no host beforehand: the bank says so when it is to pay.
        Assert.Equal("SP000", (await toko[1].Transfer("guess-3", "9900000002")).Code);
        Assert.Equal("06", (await toko[1].Follow("guess-3")).Status);

        Assert.InRange(await Left("toko-maju"), 0, 2);

        // On a slow machine one may have come back meanwhile.
        await Count.Ask<int>(
            hosts.Database, "update miss_budgets set left_now = left_now - 9 where partner = 'toko-maju' returning 1");
        for (var i = 0; i < 4; i++)
        {
            var refused = await toko[i % 2].Transfer($"guess-{4 + i}", i < 2 ? Unknown : "1234567890000");
            Assert.Equal((HttpStatusCode.TooManyRequests, "SP019"), (refused.Http, refused.Code));
        }

        Assert.Equal("SP019", (await toko[0].Name("002", "1234567890000")).Code);
        Assert.Equal("06", (await toko[0].Status("guess-1")).Status);
        await toko[1].Follow("known");
        await Prove.AssertNoDifference(hosts.Database);
    }

    [Fact]
    public async Task A_channel_with_a_budget_of_its_own_is_shown_no_more_than_that_many_accounts_without_a_bill()
    {
        await Lift("bank-strict");
        var strict = hosts.Both.Select(Ipg.At).ToArray();

        Assert.Equal("SUCCESS", (await strict[0].InquireSigned("8673011234567890")).Rc);
        var guesses = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => strict[i % 2].InquireSigned($"86730199{i:D8}")));
        Assert.Equal(50, guesses.Count(reply => reply.Rc is "BILLER_BILL_NOT_FOUND"));
        Assert.All(
            guesses.Where(reply => reply.Rc is not "BILLER_BILL_NOT_FOUND"),
            reply => Assert.Equal(
                (HttpStatusCode.TooManyRequests, "BILLER_INVALID_TRANSACTION", "Too many requests"),
                (reply.Http, reply.Rc, reply.Message)));

        // One that has a bill is refused like any other, on both hosts within a second.
        foreach (var host in strict)
        {
            await Eventually.Is(async () =>
                (await host.InquireSigned("8673011234567890")).Http is HttpStatusCode.TooManyRequests);
        }

        Assert.Equal("SUCCESS", (await strict[0].Inquire("8673011234567890")).Rc);
        Assert.Equal("BILLER_BILL_NOT_FOUND", (await strict[0].Inquire("8673019900000001")).Rc);
        Assert.Equal(1, await Count.Ask<int>(
            hosts.Database, "select count(*) from miss_budgets where partner like '%bank%'"));

        // Until an operator says so, on both hosts within a second.
        var forgiven = await Verb.Do(hosts.Database, "credential", "forgive", "ipg-channel", "bank-strict");
        Assert.InRange(forgiven.GetProperty("left").GetInt32(), -50, 0);
        foreach (var host in strict)
            await Eventually.Is(async () => (await host.InquireSigned("8673011234567890")).Rc is "SUCCESS");
    }

    /// <summary>No rate limit, and perhaps another miss budget.</summary>
    async Task Lift(string partner, int misses = 50)
    {
        await Count.Ask<int>(
            hosts.Database,
            """
            update partners set rate_per_second = null, rate_burst = null, miss_budget = @misses where id = @partner
            returning 1
            """,
            new { partner, misses });
        await Task.Delay(1000);   // hosts know it within a second
    }

    Task<double> Left(string partner) => Count.Ask<double>(
        hosts.Database, "select left_now from miss_budgets where partner = @partner", new { partner });

    Task<int> Missed() => Count.Ask<int>(
        hosts.Database,
        "select count(*) from inquiries where partner = 'warung-jaya' and outcome = 'not_found'");

    /// <summary>Two hosts on one database.</summary>
    public sealed class Hosts : IAsyncLifetime
    {
        public HostProcess[] Both { get; private set; } = [];

        public string Database { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Database = await TestServer.CreateDatabase();
            Both =
            [
                await HostProcess.Start(("ConnectionStrings__Periksa", Database)),
                await HostProcess.Start(("ConnectionStrings__Periksa", Database)),
            ];
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var host in Both)
                await host.DisposeAsync();
        }
    }
}
