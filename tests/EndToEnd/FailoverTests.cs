using System.Diagnostics;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A primary dies under load, its standby is promoted, and the old one comes back.</summary>
public sealed class FailoverTests : IAsyncLifetime
{
    static readonly string[] Synchronous = ["synchronous_standby_names=second", "synchronous_commit=on"];

    readonly string _folder = TestServer.TemporaryFolder();
    Node _first = null!;
    Node _second = null!;

    // The first of a host's settings, with nothing beside the two addresses.
    (string, string) Both => ("ConnectionStrings__Periksa", Node.ConnectionTo(_first, _second));

    public async ValueTask InitializeAsync()
    {
        _first = await Node.Create(_folder);
        _second = _first.CreateStandby("second");
        _first.Stop("fast");
        _first.Start(Synchronous);
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 20)]   // its machine or the way to it is gone: no connection breaks, and nothing is answered
    public async Task Nothing_acknowledged_is_lost_or_doubled_and_writes_go_on(bool isSilent, int withinSeconds)
    {
        await using var receiver = await Receiver.Open();
        await using var host = await HostProcess.Start(Both);
        var caller = SnapPartner.Toko(SnapDialect.IFortepay);
        await receiver.Register(_first.ConnectionString, caller);
        await TopUp(host);
        using var sento = Load.On(() => host, askers: 4);
        using var snap = await SnapLoad.On(() => host, caller, askers: 8, pauseMs: 50);
        using var singaPay = new SingaPayLoad(() => host, await SingaPay.At(host).Token());
        using var bills = new BillLoad(() => host, payers: 4);
        await sento.Further(100);
        await singaPay.Further(20);

        if (isSilent)
            _first.Freeze();
        else
            _first.Kill();

        _second.Promote();
        var gap = await Gap(sento);

        Assert.InRange(gap, TimeSpan.Zero, TimeSpan.FromSeconds(withinSeconds));
        await sento.Further(100);
        await singaPay.Further(20);
        if (isSilent)
            _first.Kill();

        _first.ComeBackAsStandbyOf(_second, "first");
        await sento.Further(200);
        await singaPay.Further(20);
        Assert.True(await _first.Ask<bool>("select pg_is_in_recovery()"));
        Assert.True(await host.IsReady());
        Assert.DoesNotContain("25006", host.Output, StringComparison.Ordinal);

        await Task.WhenAll(sento.Stop(), snap.Stop(), singaPay.Stop(), bills.Stop());
        await Count.NothingLostNothingTwice(_second.ConnectionString, sento.Acknowledged);
        await bills.AssertKept(_second.ConnectionString);
        await singaPay.AssertKept(_second.ConnectionString, SingaPay.At(host));
        await AssertCalledBack(host, snap, receiver);
        await Prove.AssertNoDifference(_second.ConnectionString);
    }

    [Fact]
    public async Task A_standby_that_is_away_is_an_alarm_and_no_reason_to_leave()
    {
        await using var host = await HostProcess.Start(Both);

        _second.Stop("immediate");
        await Eventually.Is(() => Task.FromResult(
            host.Output.Contains("1 synchronous standbys are away", StringComparison.Ordinal)));
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.True(await host.IsReady());

        _second.Start();
        await Eventually.Is(() => Task.FromResult(
            host.Output.Contains("The synchronous standbys are back", StringComparison.Ordinal)));
        Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
    }

    [Fact]
    public async Task Readiness_answers_within_two_seconds_whatever_the_database_does()
    {
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", _first.ConnectionString));

        _first.Freeze();
        try
        {
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(5);)
            {
                var asked = Stopwatch.StartNew();
                var isReady = await host.IsReady();
                Assert.InRange(asked.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
                Assert.True(!isReady || watch.Elapsed < TimeSpan.FromSeconds(4), "It is still ready.");
                await Task.Delay(100);
            }
        }
        finally
        {
            _first.Thaw();
        }

        await Eventually.Is(host.IsReady);
    }

    /// <summary>Nobody wound it back, and somebody started it as the primary that it was.</summary>
    [Fact]
    public async Task A_former_primary_that_comes_back_as_one_is_written_to_by_nobody()
    {
        await using var host = await HostProcess.Start(Both);
        Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
        _first.Kill();
        _second.Promote();
        await Eventually.Is(async () => (await Sento.Toko(host).Inquire()).Code == "000");

        _first.Start();
        var before = await _first.Ask<long>("select count(*) from inquiries", "periksa");
        for (var i = 0; i < 20; i++)
        {
            await Task.Delay(100);
            Assert.Equal("000", (await Sento.Toko(host).Inquire()).Code);
        }

        Assert.Equal(before, await _first.Ask<long>("select count(*) from inquiries", "periksa"));
        Assert.Contains("is a former primary", host.Output, StringComparison.Ordinal);
    }

    static async Task<TimeSpan> Gap(Load load)
    {
        var (before, since) = (load.Acknowledged.Count, Stopwatch.StartNew());
        while (load.Acknowledged.Count == before && since.Elapsed < TimeSpan.FromSeconds(30))
            await Task.Delay(5);

        return since.Elapsed;
    }

    static async Task TopUp(HostProcess host)
    {
        using var content = new StringContent("""{"amount":"90000000.00"}""");
        (await host.Client.PostAsync($"/sandbox/accounts/{SingaPay.Toko.Account}/top-up", content))
            .EnsureSuccessStatusCode();
    }

    // Whoever was acknowledged has one record and has been told what became of it, with the same words each time.
    async Task AssertCalledBack(HostProcess host, SnapLoad snap, Receiver receiver)
    {
        await Aftermath.Settle(_second.ConnectionString, host);
        var told = receiver.Received.ToLookup(callback => callback.Reference, callback => callback.Body);
        Assert.All(snap.Acknowledged, reply => Assert.Single(told[reply.Reference!].Distinct()));
        Assert.Equal(0, await Count.Ask<int>(
            _second.ConnectionString,
            """
            select count(*)
            from (select from callbacks where dialect = 'ifortepay' group by subject having count(*) <> 1) twice
            """));
    }
}
