using System.Diagnostics;
using System.Globalization;
using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Callbacks at the console: what became of them, and posting them again, by the thousand.</summary>
public sealed class ConsoleCallbackTests
{
    const int Many = 5000;

    // Of a credential that is called back nowhere, so that they go on waiting.
    const string Park = """
        with parked as (
            insert into callback_ended
                (id, dialect, credential, subject, body, created_at, ended_at, state, attempts)
            select 1000000 + n, 'ifortepay', @credential, gen_random_uuid(),
                   convert_to(@body, 'UTF8'), clock_now() - interval '1 day', clock_now(), 'parked', 7
            from generate_series(1, @many) n returning id
        ),
        attempts as (
            insert into callback_attempts (message, number, at, url, status, error, milliseconds)
            select id, 7, clock_now(), 'https://partner.example/<b>', null, @error, 12 from parked returning 1
        )
        select count(*)::int from attempts
        """;

    const string Parked = "select count(*)::int from callback_ended where state = 'parked'";
    const string Waiting = "select count(*)::int from callback_messages where credential = @credential";

    [Fact]
    public async Task Five_thousand_ticked_ones_are_put_back_by_one_form()
    {
        var (host, database) = await Start();
        await using var running = host;
        using var browser = new ConsoleClient(host);
        await Give(database, Many, "dead end");
        var page = (await browser.See("callbacks?state=parked&many=true")).Shows("Parked", "(5.000)", "dead end");
        var ids = Enumerable.Range(1, Many).Select(n => ("id", (1000000 + n).ToString(CultureInfo.InvariantCulture)));
        var clock = Stopwatch.StartNew();

        var done = await browser.SendFields(
            "callbacks/redeliver",
            [.. page.Hidden("callbacks/redeliver"), ("reason", "their server is mended"), .. ids]);

        done.Is(HttpStatusCode.OK).Shows("It is done.", "There are none.");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}.");
        Assert.Equal(0, await Count.Ask<int>(database, Parked));
        Assert.Equal(Many, await Count.Ask<int>(database, Waiting, new { credential = "NOBODY" }));
        Assert.Equal(1, await Count.Ask<int>(
            database, "select count(*)::int from audit_entries where action = 'callback.redeliver'"));
    }

    [Fact]
    public async Task More_than_that_at_once_is_refused_and_all_that_is_parked_goes_without_ticks()
    {
        var (host, database) = await Start();
        await using var running = host;
        using var browser = new ConsoleClient(host);
        await Give(database, Many + 1, "dead end");
        var page = await browser.See("callbacks?state=parked");
        var ids = Enumerable.Range(1, Many + 1).Select(
            n => ("id", (1000000 + n).ToString(CultureInfo.InvariantCulture)));

        (await browser.SendFields("callbacks/redeliver", [.. page.Hidden("callbacks/redeliver"), .. ids]))
            .Is(HttpStatusCode.BadRequest).Shows("1 to 5000 at once");
        Assert.Equal(Many + 1, await Count.Ask<int>(database, Parked));
        (await browser.Send(page, "callbacks/redeliver")).Is(HttpStatusCode.BadRequest);

        await browser.Send(page, "callbacks/redeliver-parked", ("reason", ""));
        Assert.Equal(1, await Count.Ask<int>(database, Parked));
        var rest = await browser.See("callbacks?state=parked&dialect=ifortepay&credential=NOBODY");
        Assert.Equal(
            [("dialect", "ifortepay"), ("credential", "NOBODY")],
            rest.Hidden("callbacks/redeliver-parked").Where(field => field.Name is "dialect" or "credential"));
    }

    [Fact]
    public async Task A_range_is_what_is_looked_for()
    {
        var (host, database) = await Start();
        await using var running = host;
        using var browser = new ConsoleClient(host);
        await Give(database, 3, "dead end");

        var none = await browser.See("callbacks?state=parked&credential=NOBODY&from=2090-01-01T00:00");
        await browser.Send(none, "callbacks/redeliver-parked", ("reason", ""));
        Assert.Equal(3, await Count.Ask<int>(database, Parked));

        var all = await browser.See("callbacks?state=parked&credential=NOBODY&from=2020-01-01T00:00");
        await browser.Send(all, "callbacks/redeliver-parked", ("reason", "their server is mended"));
        Assert.Equal(0, await Count.Ask<int>(database, Parked));
    }

    [Fact]
    public async Task One_shows_its_attempts_and_what_it_says_to_whoever_may_see_that()
    {
        var (host, database) = await Start();
        await using var running = host;
        using var browser = new ConsoleClient(host);
        await Give(
            database, 1, "<script>alert('error')</script> \u202e", """{"name":"<script>alert(1)</script>"}""");

        var hidden = await browser.See("callbacks/1000001");
        var shown = await browser.See("callbacks/1000001?reveal=true");
        var list = await browser.See("callbacks?state=parked");

        hidden.Shows("parked", "https://partner.example/<b>", "show personal data");
        Assert.DoesNotContain("alert(1)", hidden.Html);
        shown.Shows("""{"name":"<script>alert(1)</script>"}""");
        Assert.All([hidden, shown, list], page => Assert.DoesNotContain("<script>alert", page.Html));
        Assert.Equal(1, await Count.Ask<int>(
            database, "select count(*)::int from audit_entries where action = 'callback.reveal'"));
        (await browser.Send(hidden, "callbacks/1000001/redeliver", ("reason", ""))).Shows("It is done.", "waiting");
        (await browser.Get("callbacks/4711")).Is(HttpStatusCode.NotFound);
        (await browser.Get("callbacks/nonsense")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task They_are_found_by_whose_they_are()
    {
        var (host, database) = await Start();
        await using var running = host;
        using var browser = new ConsoleClient(host, "id");
        Assert.Equal("2001600", (await Snap.Toko(host, SnapDialect.IFortepay).Inquire()).Code);
        await Eventually.Is(async () => await Count.Ask<int>(
            database, "select count(*)::int from callbacks where state = 'delivered'") == 1);

        (await browser.See("callbacks?partner=toko-maju")).Shows("terkirim", "HTTP 200");
        (await browser.See("callbacks?partner=warung-jaya")).Shows("Tidak ada.");
        (await browser.See("callbacks?state=waiting")).Shows("Tidak ada.");
        (await browser.See("callbacks?state=nonsense")).Shows("bukan status");
    }

    [Fact]
    public async Task Somebodys_are_looked_for_a_part_at_a_time()
    {
        var (host, database) = await Start();
        await using var running = host;
        using var browser = new ConsoleClient(host);
        await Give(database, 20_000, "dead end");

        var first = await browser.See("callbacks?partner=warung-jaya");
        first.Shows("None among the newest 20.000");
        Assert.Contains("cursor=1000001", first.Html, StringComparison.Ordinal);
        (await browser.See("callbacks?partner=warung-jaya&cursor=1000001")).Shows("There are none.");
        (await browser.See("callbacks?partner=toko-maju")).Shows("dead end");
    }

    static async Task<(HostProcess Host, string Database)> Start()
    {
        var database = await TestServer.CreateDatabase();
        return (await HostProcess.Start(("ConnectionStrings__Periksa", database)), database);
    }

    static async Task Give(string database, int many, string error, string body = "{}")
    {
        await Count.Ask<int>(
            database,
            """
            insert into credentials (dialect, name, partner) values ('ifortepay', 'NOBODY', 'toko-maju') returning 1
            """);
        Assert.Equal(many, await Count.Ask<int>(database, Park, new { many, error, body, credential = "NOBODY" }));
    }
}
