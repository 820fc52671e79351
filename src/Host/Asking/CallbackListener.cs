using System.Net;
using Periksa.Wire.Http;

namespace Periksa.Host.Asking;

/// <summary>Receives callbacks on this machine, verifies them, and hands them on.</summary>
/// <param name="registered">The URL that was registered, where callbacks come by another; else <c>null</c>.</param>
/// <param name="forward">Where each is posted again, as it came; <c>null</c> for nowhere.</param>
/// <param name="show">Told of each: what is wrong with it, <c>null</c> for nothing, and what was answered.</param>
sealed class CallbackListener(
    IReadOnlyDictionary<string, KnownCaller> callers,
    string? registered,
    Uri? forward,
    Action<ReceivedCallback, string?, int> show) : IAsyncDisposable
{
    const int ForwardTimeoutSeconds = 30;

    // They are about one connection, and the next has its own.
    static readonly string[] HopHeaders = ["Host", "Connection", "Content-Length", "Transfer-Encoding", "Keep-Alive"];

    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(ForwardTimeoutSeconds),
    };

    WebApplication? _app;

    /// <summary>Listens until it is disposed of, and returns its address.</summary>
    /// <param name="port">0 for any that is free.</param>
    public async Task<string> Start(int port, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Body.LimitBytes;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _app = builder.Build();
        _app.Run(Receive);
        await _app.StartAsync(cancel);
        return _app.Urls.First();
    }

    async Task Receive(HttpContext http)
    {
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        var callback = new ReceivedCallback(
            http.Request.Method,
            registered ?? $"{http.Request.Scheme}://{http.Request.Host}{RequestTarget.Of(http)}",
            http.Request.Headers,
            bytes.ToArray());

        var fault = CallbackCheck.FindFault(callback, callers);
        var (status, body) = forward is null
            ? (fault is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized, "{}"u8.ToArray())
            : await Forward(callback, forward, http.RequestAborted);
        show(callback, fault, status);

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    async Task<(int Status, byte[] Body)> Forward(ReceivedCallback callback, Uri url, CancellationToken cancel)
    {
        using var message = new HttpRequestMessage(new(callback.Method), url)
        {
            Content = new ByteArrayContent(callback.Body),
        };
        foreach (var (name, values) in callback.Headers.Where(one => !HopHeaders.Contains(one.Key)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                message.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        try
        {
            using var answer = await _http.SendAsync(message, cancel);
            return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"periksa: {url} took nothing: {e.Message}");
            return (StatusCodes.Status502BadGateway, "{}"u8.ToArray());
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();   // whoever is being answered gets the answer
            await _app.DisposeAsync();
        }

        _http.Dispose();
    }
}
