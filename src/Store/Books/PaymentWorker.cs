using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Periksa.Store.Books;

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
            try
            {
                if (shared.MayWork)
                    await payments.SettleBegun(stoppingToken);
                if (shared.MayDecide)
                    await payments.RunDaily(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Postponed(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    static partial class Log
    {
        [LoggerMessage(40, LogLevel.Warning, "Payments could not be made yet; trying again in a second")]
        public static partial void Postponed(ILogger log, Exception e);
    }
}
