using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Bills;
using Periksa.Dialects.Ipg.Biller;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>The time limit of an import, seen from either side.</summary>
public class DeadlineTests
{
    [Fact]
    public async Task Makes_nothing_when_it_takes_longer_than_five_minutes()
    {
        var clock = new HandClock(DialectHost.Now);
        var batches = 0;
        var reached = new TaskCompletionSource();
        var office = Scripts.Script(new ScriptedBillOffice
        {
            BeforeEachBatch = async _ =>
            {
                if (++batches < 2)
                    return;

                reached.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan);
            },
        });

        await using var host = await Open(office, clock);
        using var report = await Watch.Begin(
            host, Sheet.Of(Enumerable.Range(1, 3_000).Select(number => Sheet.Row(number))));
        await reached.Task.WaitAsync(Watch.Patience);
        clock.Turn(TimeSpan.FromMinutes(5));

        Assert.Contains(Codes.ImportTooLong.Message, await Watch.Next(report), StringComparison.Ordinal);
        Assert.Null(await report.ReadLineAsync());
        Assert.False(office.Import!.IsComplete);
        Assert.True(office.Import.IsDisposed);
    }

    /// <summary>The report does not fit between us and whoever reads nothing of it, so it stands still.</summary>
    [Fact]
    public async Task Makes_nothing_when_its_report_is_not_read_for_five_minutes()
    {
        var clock = new HandClock(DialectHost.Now);
        var office = Scripts.Script(new ScriptedBillOffice());
        await using var host = await Open(office, clock);

        using var report = await Watch.Begin(host, Sheet.Of(
            Enumerable.Range(1, 20_000).Select(number => Sheet.Row(number, type: number % 2 == 0 ? "x" : "close"))));
        await Watch.Until(() => clock.IsAwaited(TimeSpan.FromMinutes(5)) && office.Import!.Batches.Count > 0);
        clock.Turn(TimeSpan.FromMinutes(5));

        await Watch.Until(() => office.Import!.IsDisposed);
        Assert.False(office.Import!.IsComplete);
        Assert.InRange(office.Import.Batches.Count, 1, 9);
    }

    [Fact]
    public async Task Begins_nothing_when_the_file_does_not_arrive_within_ten_minutes()
    {
        var clock = new HandClock(DialectHost.Now);
        var office = Scripts.Office();
        await using var host = await Open(office, clock);

        using var request = Letter.Importing([]).ToRequest(new StalledContent(Sheet.Header));
        var asking = host.Client.SendAsync(request);
        await Watch.Until(() => clock.IsAwaited(TimeSpan.FromMinutes(10)));
        clock.Turn(TimeSpan.FromMinutes(10));

        using var refused = await asking.WaitAsync(Watch.Patience);
        Assert.Equal(HttpStatusCode.RequestTimeout, refused.StatusCode);
        Assert.Contains(Codes.FileTooSlow.Message, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(office.Import);
    }

    static Task<BareHost> Open(IBillOffice office, TimeProvider clock) =>
        DialectHost.Open(services => services.AddSingleton(office).AddSingleton(clock));
}
