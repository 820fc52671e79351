using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Postgres;

namespace Periksa.Monitoring;

/// <summary>Reads the figures now and then, so that whoever scrapes them never waits for the database.</summary>
public sealed partial class FigureWatch(
    [FromKeyedServices(Database.ReadsKey)] NpgsqlDataSource reads,
    TimeProvider clock,
    MonitoringOptions options,
    ILogger<FigureWatch> log) : BackgroundService
{
    readonly FigureGauges _gauges = new();
    bool _isFailing;
    volatile Figures? _last;

    /// <summary>What was read last; <c>null</c> where nothing could be yet.</summary>
    public Figures? Last => _last;

    /// <summary>Reads them once.</summary>
    public async Task Look(CancellationToken cancel)
    {
        var read = await Figures.Read(reads, clock.GetUtcNow(), options.LowDeposit, cancel);
        _last = read;
        _gauges.Show(read);
    }

    public override void Dispose()
    {
        _gauges.Dispose();
        base.Dispose();
    }

    /// <summary>Has read them once before the first scrape can come.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Guarded(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Seconds));
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Guarded(stoppingToken);
    }

    async Task Guarded(CancellationToken stopping)
    {
        try
        {
            await Look(stopping);
            _isFailing = false;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // Their age is a gauge, and tells whoever watches; the log is told once.
            if (!_isFailing)
                Log.Unread(log, e);

            _isFailing = true;
        }
    }

    static partial class Log
    {
        [LoggerMessage(200, LogLevel.Warning, "The figures for metrics could not be read; the last ones are shown")]
        public static partial void Unread(ILogger log, Exception e);
    }
}
