using System.Runtime.InteropServices;

namespace Periksa.Bench.Cluster;

/// <summary>Sento inquiries, transfers and bill payments, all the time, until it is told to stop.</summary>
static class Load
{
    const int Inquirers = 8;
    const int Merchants = 4;
    const int Banks = 4;

    // Longer than anything a host waits for.
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    // Between an answer and the next question: the whole cluster is on this machine, and should not be out of breath.
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(15);

    public static async Task Run(Folder folder, Uri address)
    {
        using var stop = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = Timeout,
        };
        using var diary = new Diary(folder);
        var callers = new Callers(http, diary);
        var token = await MerchantCaller.Prepare(callers);
        var run = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        var sento = new SentoCaller(callers);
        await Task.WhenAll(
        [
            .. Enumerable.Range(0, Inquirers).Select(_ => Repeat(sento.Once)),
            .. Enumerable.Range(0, Merchants)
                .Select(i => new MerchantCaller(callers, token, $"m{run}-{i}"))
                .Select(merchant => Repeat(() => merchant.Once(stop.Token))),
            .. Enumerable.Range(0, Banks)
                .Select(i => new BankCaller(callers, $"b{run}-{i}"))
                .Select(bank => Repeat(() => bank.Once(stop.Token))),
        ]);
        Story.Tell(folder, diary.Notes);

        async Task Repeat(Func<Task> once)
        {
            for (; !stop.IsCancellationRequested; await Task.Delay(Breath, CancellationToken.None))
                await once();
        }
    }
}
