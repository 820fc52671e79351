namespace Periksa.Host;

/// <summary>Has a host that is told to stop say so before it does: for a while it is not ready and serves on, so that a
/// balancer leaves it out in time.</summary>
sealed partial class Drain(TimeSpan time, ILogger<Drain> log) : IHostedLifecycleService
{
    volatile bool _hasBegun;

    /// <summary>True from when the host was told to stop.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>Registers it, and gives the stop as much longer.</summary>
    public static void Add(WebApplicationBuilder builder)
    {
        var time = Settings.Drain(builder.Configuration);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout += time);
        builder.Services.AddSingleton(all => new Drain(time, all.GetRequiredService<ILogger<Drain>>()))
            .AddHostedService(all => all.GetRequiredService<Drain>());
    }

    /// <summary>Closes connections that are kept open with the answer that goes over them: whoever sends the next
    /// request finds no closed door.</summary>
    public void Use(WebApplication app) => app.Use((http, next) =>
    {
        if (_hasBegun && HttpProtocol.IsHttp11(http.Request.Protocol))
            http.Response.Headers.Connection = "close";

        return next(http);
    });

    /// <summary>Before anything else is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        if (time == TimeSpan.Zero)
            return;

        Log.Drains(log, time.TotalSeconds);
        await Task.Delay(time, TimeProvider.System, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    static partial class Log
    {
        [LoggerMessage(202, LogLevel.Information,
            "This host was told to stop: for {Seconds} s it is not ready, and serves who comes all the same")]
        public static partial void Drains(ILogger log, double seconds);
    }
}
