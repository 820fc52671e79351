using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Periksa.Bench.Callbacks;

/// <summary>Everybody who is called back. Each has a port of its own, and so connections of its own, as in the
/// world.</summary>
sealed class Receiver : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, byte> _references = new(StringComparer.Ordinal);
    readonly ClosedPort _nobody = new();
    readonly WebApplication _app;

    long _calls;

    Receiver(WebApplication app) => _app = app;

    /// <summary>Those that answer.</summary>
    public IReadOnlyList<string> Alive { get; private set; } = [];

    /// <summary>Half of them refuse connections, half accept them and never answer.</summary>
    public IReadOnlyList<string> Dead { get; private set; } = [];

    public static async Task<Receiver> Start(int alive, int dead)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, Deaf>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var i = 0; i < alive + (dead / 2); i++)
                kestrel.Listen(IPAddress.Loopback, port: 0);
        });

        var receiver = new Receiver(builder.Build());
        receiver._app.MapPost("/called", receiver.Take);
        receiver._app.MapPost("/silent", http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        await receiver._app.StartAsync();

        var ports = receiver._app.Urls.ToArray();
        receiver.Alive = [.. ports.Take(alive).Select(port => $"{port}/called")];
        receiver.Dead =
        [
            .. ports.Skip(alive).Select(port => $"{port}/silent"),
            .. Enumerable.Range(0, dead - (dead / 2)).Select(n => $"{receiver._nobody.Address}refused/{n}"),
        ];
        return receiver;
    }

    /// <summary>Calls that were taken.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Whether somebody was called back about this inquiry.</summary>
    public bool Has(string reference) => _references.ContainsKey(reference);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _nobody.Dispose();
    }

    async Task Take(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var reference = body.RootElement.GetProperty("referenceNo").GetString()!;
        _references.TryAdd(reference, 0);
        Interlocked.Increment(ref _calls);
    }

    /// <summary>Leaves signals alone: the usual lifetime would stop the receiver at one, and the bench would go
    /// on.</summary>
    sealed class Deaf : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
