using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Periksa.Invoicing;

/// <summary>Looks every second for payments to make. Any number of hosts may do so at once.</summary>
public sealed partial class PaymentWorker(
    InvoicePayments payments, ISharedClock shared, ILogger<PaymentWorker> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            if (shared.MayWork)
                await Guarded(payments.SettleBegun, stoppingToken);
            if (shared.MayDecide)
                await Guarded(payments.RunDaily, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // What keeps one of them from being done keeps nobody from the other.
    async Task Guarded(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try
        {
            await Primary.Await(() => work(stopping));
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            Log.Postponed(log, e);
        }
    }

    static partial class Log
    {
        [LoggerMessage(40, LogLevel.Warning, "Payments could not be made yet; trying again in a second")]
        public static partial void Postponed(ILogger log, Exception e);
    }
}
