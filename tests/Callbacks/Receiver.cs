using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Periksa.Callbacks.Tests;

/// <summary>A web server on this machine that is called back, and remembers by whom and how.</summary>
sealed class Receiver : IAsyncDisposable
{
    readonly WebApplication _app;
    int _atOnce;
    int _mostAtOnce;

    Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Received> Received { get; } = [];

    /// <summary>What it does before it says 200, or instead.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>The body of what is being answered.</summary>
    public static string Body(HttpContext http) => (string)http.Items[nameof(Received)]!;

    /// <summary>The bodies that have come, in order.</summary>
    public IEnumerable<string> Bodies => Received.Select(one => Encoding.UTF8.GetString(one.Body));

    public int MostAtOnce => _mostAtOnce;

    public string Url => _app.Urls.Single();

    public int Port => new Uri(Url).Port;

    /// <param name="certificate">Makes it a secure one.</param>
    public static async Task<Receiver> Open(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, served =>
            {
                if (certificate is not null)
                    served.UseHttps(certificate);
            }));
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.Receive);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until so many have come, and returns them.</summary>
    public async Task<Received[]> WaitFor(int count)
    {
        for (var tries = 0; Received.Count < count && tries < 500; tries++)
            await Task.Delay(20);

        return [.. Received];
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    async Task Receive(HttpContext http)
    {
        var most = Interlocked.Increment(ref _atOnce);
        if (most > _mostAtOnce)
            _mostAtOnce = most;   // near enough: it is looked at when many have come

        try
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            Received.Enqueue(new(
                http.Request.Method,
                http.Request.Path + http.Request.QueryString,
                http.Features.Get<IHttpRequestFeature>()!.RawTarget,
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
                body.ToArray(),
                TimeProvider.System.GetUtcNow()));
            http.Items[nameof(Received)] = Encoding.UTF8.GetString(body.ToArray());
            await Answer(http);
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }
}

sealed record Received(
    string Method,
    string Path,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body,
    DateTimeOffset At);
