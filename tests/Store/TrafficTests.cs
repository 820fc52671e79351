using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Monitoring;
using Periksa.Postgres.Hosts;

namespace Periksa.Store.Tests;

public sealed class TrafficTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    readonly Meter _engine = new("Periksa.Engine");
    readonly Meter _hosting = new("Microsoft.AspNetCore.Hosting");

    public async ValueTask InitializeAsync() => await shop.Execute("truncate traffic_minutes");

    public ValueTask DisposeAsync()
    {
        _engine.Dispose();
        _hosting.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Is_added_up_over_all_hosts()
    {
        using var tally = new TrafficTally();
        var inquiries = _engine.CreateCounter<long>("periksa.inquiries");
        foreach (var name in (string[])["one", "two"])
        {
            inquiries.Add(3, new("dialect", "traffic"), new("outcome", "found"));
            inquiries.Add(1, new("dialect", "traffic"), new("outcome", "not_found"));
            using var watch = Watch(name, tally);
            await watch.Note(CancellationToken.None);
            await watch.Note(CancellationToken.None);   // counts nothing twice
        }

        var report = await TrafficReport.Read(shop.Source, CancellationToken.None);

        Assert.Equal(6, Sum(report, "inquiry", "traffic/found"));
        Assert.Equal(2, Sum(report, "inquiry", "traffic/not_found"));
    }

    [Fact]
    public async Task Counts_strangers_that_were_refused_and_leaves_those_that_are_known_to_the_engine()
    {
        using var wire = new Meter("Periksa.Wire");
        using var tally = new TrafficTally();
        var refusals = wire.CreateCounter<long>("periksa.refusals");
        refusals.Add(2, new("dialect", "traffic"), new("code", "207"), new("partner", "none"));
        refusals.Add(5, new("dialect", "traffic"), new("code", "429"), new("partner", "toko"));
        using var watch = Watch("one", tally);
        await watch.Note(CancellationToken.None);

        var report = await TrafficReport.Read(shop.Source, CancellationToken.None);

        Assert.Equal(2, Sum(report, "stranger", "traffic/207"));
        Assert.Equal(0, Sum(report, "stranger", "traffic/429"));
    }

    [Fact]
    public async Task Tells_how_long_callers_waited_and_leaves_operators_out()
    {
        using var tally = new TrafficTally();
        var durations = _hosting.CreateHistogram<double>("http.server.request.duration");
        for (var i = 0; i < 94; i++)
            durations.Record(0.0042, new KeyValuePair<string, object?>("http.route", "/api/account-inquiry"));

        for (var i = 0; i < 6; i++)
            durations.Record(0.4, new KeyValuePair<string, object?>("http.route", "/api/account-inquiry"));

        durations.Record(30, new KeyValuePair<string, object?>("http.route", "/console/inquiries"));
        durations.Record(30);
        using var watch = Watch("one", tally);
        await watch.Note(CancellationToken.None);

        var report = await TrafficReport.Read(shop.Source, CancellationToken.None);

        Assert.Equal(100, report.Of("ms").Sum(one => one.Count));
        Assert.Equal(5, report.Within(0.5, 15));
        Assert.Equal(500, report.Within(0.95, 15));
        Assert.Null(new TrafficReport(report.Now, []).Within(0.5, 15));
    }

    [Fact]
    public async Task Keeps_a_bound_number_of_kinds()
    {
        using var tally = new TrafficTally();
        var questions = _engine.CreateCounter<long>("periksa.route.questions");
        for (var i = 0; i < 3000; i++)
            questions.Add(1, new("route", $"route-{i}"), new("bank", "014"), new("outcome", "found"));

        questions.Add(1, new("route", new string('x', 300)), new("bank", "014"), new("outcome", "found"));
        using var watch = Watch("one", tally);
        await watch.Note(CancellationToken.None);

        var report = await TrafficReport.Read(shop.Source, CancellationToken.None);

        Assert.Equal(2000, report.Of("route").Count());
    }

    TrafficWatch Watch(string host, TrafficTally tally) =>
        new(shop.Source, new HostIdentity(host, "test"), tally, NullLogger<TrafficWatch>.Instance);

    static long Sum(TrafficReport report, string kind, string word) =>
        report.Of(kind).Where(one => one.What.Word == word).Sum(one => one.Count);
}
