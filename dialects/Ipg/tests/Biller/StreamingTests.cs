using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Bills;
using Periksa.Dialects.Ipg.Biller;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>The reports of an import while it lasts, and its fate when nobody listens.</summary>
public class StreamingTests
{
    [Fact]
    public async Task Tells_of_rows_before_the_last_is_read()
    {
        var end = new TaskCompletionSource();
        var batches = 0;
        var office = Scripts.Script(new ScriptedBillOffice
        {
            BeforeEachBatch = _ => ++batches == 6 ? end.Task : Task.CompletedTask,
        });

        await using var host = await DialectHost.Open(office);
        using var report = await Watch.Begin(host, Sheet.Of(
            Enumerable.Range(1, 12_000).Select(number => Sheet.Row(number, type: number == 17 ? "x" : "close"))));

        Assert.Equal("""{"line":18,"rejected":"type must be close, partial or open."}""", await Watch.Next(report));
        Assert.Equal("""{"rows":10000,"imported":9999,"rejected":1}""", await Watch.Next(report));
        Assert.False(office.Import!.IsComplete);

        end.SetResult();
        Assert.EndsWith(
            "\"data\":{\"rows\":12000,\"imported\":11999,\"rejected\":1,\"unchanged\":0}}",
            await Watch.Next(report),
            StringComparison.Ordinal);
        Assert.Null(await report.ReadLineAsync());
        Assert.True(office.Import.IsComplete);
    }

    [Fact]
    public async Task Makes_nothing_when_the_caller_hangs_up_meanwhile()
    {
        var batches = 0;
        var reached = new TaskCompletionSource();
        var office = Scripts.Script(new ScriptedBillOffice
        {
            BeforeEachBatch = async _ =>
            {
                if (++batches < 3)
                    return;

                reached.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan);
            },
        });

        await using var host = await DialectHost.Open(office);
        using (await Watch.Begin(host, Sheet.Of(Enumerable.Range(1, 6_000).Select(number => Sheet.Row(number)))))
            await reached.Task.WaitAsync(Watch.Patience);

        await Watch.Until(() => office.Import!.IsDisposed);
        Assert.False(office.Import!.IsComplete);
    }

    [Fact]
    public async Task Begins_nothing_when_the_caller_hangs_up_before_the_end_of_the_file()
    {
        using var caller = new CancellationTokenSource();
        var office = Scripts.Office();

        await using (var host = await DialectHost.Open(office))
        {
            using var request = Letter.Importing([]).ToRequest(new WrittenContent(Broken(caller)));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => host.Client.SendAsync(request, caller.Token));
        }

        Assert.Null(office.Import);

        static IEnumerable<byte[]> Broken(CancellationTokenSource caller)
        {
            foreach (var part in Sheet.Long(5_000))
                yield return part;

            caller.Cancel();
            throw new IOException("The line is dead.");
        }
    }

    [Fact]
    public async Task Is_done_for_eight_callers_at_once()
    {
        var end = new TaskCompletionSource();
        var begun = 0;
        var office = Scripts.Script(new ScriptedBillOffice
        {
            BeforeEachBatch = _ =>
            {
                Interlocked.Increment(ref begun);
                return end.Task;
            },
        });

        string[] billers = [.. Enumerable.Range(1, 9).Select(i => $"biller-{i}")];
        await using var host = await DialectHost.Open(services => services
            .AddSingleton<IBillOffice>(office)
            .AddSingleton<ICredentials>(new ScriptedCredentials([.. billers.Select(Callers.Named)])));
        var eight = billers[..8].Select(Import).ToArray();
        await Watch.Until(() => begun == 8);

        Assert.Equal(
            "429 BILLER_INVALID_TRANSACTION Too many imports are running. Send the file again when one has ended.",
            await Import(billers[8]));

        end.SetResult();
        Assert.All(await Task.WhenAll(eight), said => Assert.Equal("200 SUCCESS success", said));
        Assert.Equal("200 SUCCESS success", await Import(billers[8]));

        Task<string> Import(string biller) =>
            DialectHost.Ask(host, Letter.Importing(Sheet.Of(Sheet.Row()), biller));
    }

    /// <summary>Before the second file is received: it is never sent to its end.</summary>
    [Fact]
    public async Task Is_done_once_at_a_time_for_a_caller()
    {
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var office = Scripts.Script(new ScriptedBillOffice
        {
            BeforeEachBatch = _ =>
            {
                begun.TrySetResult();
                return end.Task;
            },
        });

        await using var host = await DialectHost.Open(office);
        var first = DialectHost.Ask(host, Letter.Importing(Sheet.Of(Sheet.Row())));
        await begun.Task.WaitAsync(Watch.Patience);

        using (var request = Letter.Importing([]).ToRequest(new StalledContent(Sheet.Header)))
        using (var refused = await host.Client.SendAsync(request).WaitAsync(Watch.Patience))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Contains(
                Codes.ImportRunning.Message, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        end.SetResult();
        Assert.Equal("200 SUCCESS success", await first);
        Assert.Equal("200 SUCCESS success", await DialectHost.Ask(host, Letter.Importing(Sheet.Of(Sheet.Row()))));
    }
}
