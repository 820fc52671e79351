using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Periksa.Retention;

/// <summary>Forgets once a day, at the start and then in the small hours. Any number of hosts may do so: one at a
/// time, and the next finds nothing left.</summary>
public sealed partial class RetentionWorker(
    DayRetention retention, RetentionOptions options, ISharedClock shared, ILogger<RetentionWorker> log)
    : BackgroundService
{
    // A day's work begins two hours after midnight, WIB, when the day before is settled and few ask.
    static readonly TimeSpan Begin = TimeSpan.FromHours(2);

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    DateOnly? _done;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            // By a clock that is a year ahead everything would be old.
            var due = BusinessDay.Of(shared.Now - Begin);
            if (due == _done || !shared.MayDecide)
                continue;

            try
            {
                // A day that had to stay is looked at again tomorrow; a run of another host's, soon.
                if (await retention.Forget(options.On, line => Log.Told(log, line), stoppingToken) is not null)
                    _done = due;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                _done = due;
                Log.Postponed(log, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    static partial class Log
    {
        [LoggerMessage(110, LogLevel.Information, "Retention: {Line}")]
        public static partial void Told(ILogger log, string line);

        [LoggerMessage(111, LogLevel.Warning, "Nothing was forgotten today; tomorrow again. {Why}")]
        public static partial void Postponed(ILogger log, string why);
    }
}
