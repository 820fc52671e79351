using System.Diagnostics;
using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A partner with limits: so many requests a second, and so many accounts that nobody knows.</summary>
public sealed class SnapLimitStories : IAsyncLifetime
{
    const int MissBudget = 50;

    HostProcess _host = null!;
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_comes_too_fast_uses_nothing_up()
    {
        await Count.Ask<int>(_database,
            "update partners set rate_per_second = 1, rate_burst = 2 where id = 'warung-jaya' returning 1");
        await Task.Delay(1000);

        foreach (var dialect in SnapDialect.Both)
        {
            var warung = Snap.Warung(_host, dialect);
            var (request, reply) = (await warung.Prepare(new()), await warung.Inquire());
            for (var tries = 0; reply.Http is HttpStatusCode.OK && tries < 20; tries++)
            {
                request = await warung.Prepare(new());
                reply = await warung.Send(request);
            }

            AssertTooMany(dialect, reply);
            await Task.Delay(1200);
            Assert.Equal($"200{dialect.Service}00", (await warung.Send(request)).Code);
        }
    }

    [Fact]
    public async Task A_hundred_at_once_and_fifty_a_second_are_let_through_and_the_others_may_come_again()
    {
        foreach (var dialect in SnapDialect.Both)
        {
            var warung = Snap.Warung(_host, dialect);
            var requests = new List<SnapRequest>();
            for (var i = 0; i < 400; i++)
                requests.Add(await warung.Prepare(new()));

            var watch = Stopwatch.StartNew();
            var replies = await Task.WhenAll(requests.Select(warung.Send));
            var allowed = 100 + (50 * (watch.Elapsed.TotalSeconds + 1));

            Assert.InRange(replies.Count(reply => reply.Http is HttpStatusCode.OK), 90, allowed);
            var refused = requests.Zip(replies).Where(pair => pair.Second.Http is not HttpStatusCode.OK).ToArray();
            Assert.NotEmpty(refused);
            Assert.All(refused, pair => AssertTooMany(dialect, pair.Second));

            await Task.Delay(500);
            foreach (var (request, _) in refused.Take(10))
                Assert.Equal(HttpStatusCode.OK, (await warung.Send(request)).Http);
        }
    }

    [Fact]
    public async Task The_misses_of_both_dialects_come_from_one_budget_and_found_accounts_spend_nothing()
    {
        await Count.Ask<int>(_database,
            "update partners set rate_per_second = null, rate_burst = null where id = 'warung-jaya' returning 1");
        await Task.Delay(1000);
        var (paydia, iFortepay) = (Snap.Warung(_host, SnapDialect.Paydia), Snap.Warung(_host, SnapDialect.IFortepay));

        for (var misses = 0; misses < MissBudget; misses += 2)
        {
            foreach (var warung in new[] { paydia, iFortepay })
            {
                Assert.Equal(HttpStatusCode.OK, (await warung.Inquire()).Http);
                Assert.Contains((await warung.Inquire("404404")).Code, new[] { "4044211", "2001600" });
            }
        }

        foreach (var warung in new[] { paydia, iFortepay })
        {
            AssertTooMany(warung.Dialect, await warung.Inquire("404404"));
            AssertTooMany(warung.Dialect, await warung.Inquire());
            Assert.Equal(HttpStatusCode.OK, (await Snap.Toko(_host, warung.Dialect).Inquire()).Http);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Sento.Warung(_host).Inquire()).Http);
        Assert.Equal(
            MissBudget, await Count.Ask<int>(_database,
                "select count(*) from inquiries where outcome = 'not_found' and partner = 'warung-jaya'"));

        // A budget that is filled up again is known within a second, and what was refused may be asked.
        var request = await paydia.Prepare(new());
        AssertTooMany(SnapDialect.Paydia, await paydia.Send(request));
        await Count.Ask<int>(_database, "update miss_budgets set left_now = 10 returning 1");
        await Task.Delay(1000);
        Assert.Equal(HttpStatusCode.OK, (await paydia.Send(request)).Http);
    }

    static void AssertTooMany(SnapDialect dialect, SnapReply reply) => Assert.Equal(
        (HttpStatusCode.TooManyRequests,
            $$"""{"responseCode":"429{{dialect.Service}}00","responseMessage":"Too Many Requests"}"""),
        (reply.Http, reply.Body));
}
