using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Periksa.EndToEnd.Tests;

/// <summary>A partner's own web server, which outlives the hosts that call it and remembers everything.</summary>
public sealed class Receiver : IAsyncDisposable
{
    readonly WebApplication _app;

    Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Callback> Received { get; } = [];

    /// <summary>What it answers, and how late.</summary>
    public (int Status, int DelayMs) Answer { get; set; } = (200, 0);

    /// <summary>What its answers say.</summary>
    public string Says { get; set; } = "";

    public string Url => $"{_app.Urls.Single()}/told?by=periksa";

    public static async Task<Receiver> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.Receive);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Has a caller of iFortepay called back here.</summary>
    public Task Register(string database, SnapPartner caller) => Count.Ask<int>(
        database,
        """
        insert into callback_endpoints (dialect, credential, url) values ('ifortepay', @ClientId, @Url)
        on conflict (dialect, credential) do update set url = @Url returning 1
        """,
        new { caller.ClientId, Url });

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    // What has come counts as received even if whoever sent it is gone before the answer.
    async Task Receive(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Received.Enqueue(new(
            "",
            http.Request.Method,
            http.Request.Path + http.Request.QueryString,
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
            Encoding.UTF8.GetString(body.ToArray())));

        var (status, delay) = Answer;
        await Task.Delay(delay);
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(Says);
    }
}
