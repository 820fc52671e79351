using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>X-EXTERNAL-ID is unique on a day, and the day is the request's own.</summary>
public sealed class SnapMidnightStories : IAsyncLifetime
{
    HostProcess _host = null!;

    SandboxControls Controls => new(_host);

    public async ValueTask InitializeAsync() => _host = await HostProcess.Start(
        ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_was_stamped_before_midnight_meets_its_own_key_after_it_and_the_next_day_takes_it_anew()
    {
        var before = await Controls.AdvanceTo(days: 1, "23:59:58");
        var midnight = BusinessDay.End(BusinessDay.Of(before));
        var (last, early) = (midnight.AddSeconds(-1), midnight.AddSeconds(1));
        var asked = new List<(Snap Toko, SnapRequest Late, SnapRequest Early)>();

        foreach (var dialect in SnapDialect.Both)
        {
            var toko = Snap.Toko(_host, dialect);
            var late = await toko.Prepare(new() { ExternalId = "7", Stamp = SnapQuestion.Write(last) });

            // A caller whose watch is fast: its day is tomorrow already.
            var ahead = await toko.Prepare(new() { ExternalId = "7", Stamp = SnapQuestion.Write(early) });
            Assert.Equal($"200{dialect.Service}00", (await toko.Send(late)).Code);
            Assert.Equal($"200{dialect.Service}00", (await toko.Send(ahead)).Code);
            asked.Add((toko, late, ahead));
        }

        var after = await Controls.Advance(TimeSpan.FromSeconds(60));
        Assert.NotEqual(BusinessDay.Of(before), BusinessDay.Of(after));
        foreach (var (toko, late, ahead) in asked)
        {
            var service = toko.Dialect.Service;
            Assert.Equal($"409{service}00", (await toko.Send(late)).Code);
            Assert.Equal($"409{service}00", (await toko.Send(ahead)).Code);
            Assert.Equal($"409{service}00", (await Ask(toko, "7", after)).Code);
            Assert.Equal($"200{service}00", (await Ask(toko, "8", last)).Code);
            Assert.Equal($"200{service}00", (await Ask(toko, "8", after)).Code);
        }

        // Out of its five minutes, nobody looks for its key any more.
        await Controls.Advance(TimeSpan.FromMinutes(5));
        foreach (var (toko, late, _) in asked)
            Assert.Equal($"401{toko.Dialect.Service}00", (await toko.Send(late)).Code);

        await Controls.AdvanceTo(days: 1, "00:00:30");
        foreach (var dialect in SnapDialect.Both)
            Assert.Equal($"200{dialect.Service}00", (await Ask(Snap.Toko(_host, dialect), "7")).Code);
    }

    async Task<SnapReply> Ask(Snap toko, string externalId, DateTimeOffset? stamp = null) => await toko.Inquire(
        new SnapQuestion
        {
            ExternalId = externalId,
            Stamp = SnapQuestion.Write(stamp ?? await Controls.Now()),
        });
}
