using System.Diagnostics;
using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

public sealed class SandboxStories : IAsyncLifetime
{
    HostProcess _host = null!;
    string _database = "";

    SandboxControls Controls => new(_host);

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Plays_the_slow_scenarios_within_the_ten_seconds_that_this_wire_waits()
    {
        var toko = Sento.Toko(_host);

        var replies = await Task.WhenAll(
            new[] { "9900000001", "9900000002", "9900000003", "9900000004" }.Select(account => toko.Inquire(account)));

        Assert.Equal(["000", "209", "500", "500"], replies.Select(reply => reply.Code));
        Assert.Equal("Lambat Tapi Ada", replies[0].Text("account_name"));
        Assert.Equal(2, await Count.Ask<int>(_database, "select lines from invoice_totals"));
        Assert.Equal(2, await Count.Ask<int>(
            _database, "select count(*) from inquiries where outcome in ('failed', 'unanswered') and price is null"));
    }

    [Fact]
    public async Task Learns_of_a_registered_address_and_of_a_missing_price_within_a_second()
    {
        await Count.Ask<int>(_database,
            "update credentials set addresses = '{192.0.2.0/24}' where name = 'tokomaju' returning 1");
        await Count.Ask<int>(
            _database, "delete from prices where partner = 'warung-jaya' and dialect = 'sento' returning 1");
        await Task.Delay(1000);

        Assert.Equal("207", (await Sento.Toko(_host).Inquire()).Code);
        Assert.Equal("203", (await Sento.Warung(_host).Inquire()).Code);
    }

    [Fact]
    public async Task Holds_a_partner_to_its_misses_on_every_host_and_across_restarts()
    {
        await Count.Ask<int>(_database,
            "update partners set rate_per_second = null, rate_burst = null where id = 'warung-jaya' returning 1");
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
        await Task.Delay(1000);

        var codes = new List<string>();
        for (var i = 0; i < 60; i++)
            codes.Add((await Sento.Warung(i % 2 == 0 ? _host : other).Inquire("404404")).Code);

        Assert.Equal(50, codes.Count(code => code == "209"));
        Assert.All(codes.Skip(50), code => Assert.Equal("429", code));
        Assert.Equal("429", (await Sento.Warung(_host).Inquire()).Code);   // known accounts, too
        Assert.Equal("000", (await Sento.Toko(_host).Inquire()).Code);

        await using var restarted = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
        var reply = await Sento.Warung(restarted).Inquire();
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, """{"status":{"code":"429","message":"Too many requests"}}"""),
            (reply.Http, reply.Json.GetRawText()));
        Assert.Equal("000", (await Sento.Warung(restarted).List()).Code);   // only inquiries
    }

    [Fact]
    public async Task Holds_a_partner_to_its_rate()
    {
        var watch = Stopwatch.StartNew();
        var replies = await Task.WhenAll(Enumerable.Range(0, 800).Select(_ => Sento.Warung(_host).List()));

        var allowed = 100 + (50 * (watch.Elapsed.TotalSeconds + 1));   // the burst, and 50 a second
        Assert.InRange(replies.Count(reply => reply.Code == "000"), 100, allowed);
        Assert.Contains(replies, reply => reply.Http == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Shares_its_clock_with_every_host_at_once_here_and_within_a_second_there_across_restarts()
    {
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", _database));

        var advanced = await Controls.Advance(TimeSpan.FromDays(30));
        var asked = await Sento.Toko(_host).Inquire();
        Assert.Equal(advanced.UtcDateTime.Date, DateTime.Parse(asked.Text("timestamp")!).Date);

        await Task.Delay(1000);
        Assert.InRange(await new SandboxControls(other).Now() - advanced, TimeSpan.Zero, TimeSpan.FromSeconds(10));

        await using var restarted = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
        Assert.InRange(await new SandboxControls(restarted).Now() - advanced, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Contains("clock is ahead", restarted.Output);
        Assert.Equal(HttpStatusCode.Conflict, await Controls.Return());
    }

    [Fact]
    public async Task Starts_over_when_reset()
    {
        await Sento.Toko(_host).Inquire();
        await Controls.Advance(TimeSpan.FromDays(400));
        await Sento.Toko(_host).Inquire();
        await Controls.TopUp("toko-maju", "77.00");

        await Controls.Reset();

        Assert.Equal(0, (await Controls.Now() - TimeProvider.System.GetUtcNow()).TotalSeconds, tolerance: 5);
        Assert.Equal(0, (await Sento.Toko(_host).List()).Number("total"));
        Assert.Equal("500001.00", await Controls.TopUp("toko-maju", "1.00"));
        Assert.Equal("000", (await Sento.Toko(_host).Inquire()).Code);
    }
}
