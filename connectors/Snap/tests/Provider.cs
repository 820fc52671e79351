using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>A provider on a port of this machine that does what it is told to, and keeps what it was sent to the
/// byte.</summary>
sealed class Provider : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly MemoryStream _received = new();
    int _tokens;

    Provider(X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port: 0, listen => Listen(listen, certificate));
        });
        _app = builder.Build();
        _app.Run(http => http.Request.Path.Value!.EndsWith("/access-token/b2b", StringComparison.Ordinal)
            ? GiveToken(http)
            : Answer!(http));
    }

    /// <summary>Answers questions.</summary>
    public required RequestDelegate Answer { get; set; }

    /// <summary>Answers requests for tokens: <c>token-1</c>, then <c>token-2</c>.</summary>
    public RequestDelegate? Token { get; set; }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>All that was sent, in order.</summary>
    public IReadOnlyList<SentRequest> Sent
    {
        get
        {
            lock (_received)
                return [.. SentRequest.Read(_received.ToArray())];
        }
    }

    public IEnumerable<SentRequest> Questions => Sent.Where(request => !request.IsForToken);

    public static async Task<Provider> Start(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var provider = new Provider(certificate) { Answer = answer };
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>An answer that says always the same.</summary>
    public static RequestDelegate Says(int status, string body, string type = "application/json") => http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        return http.Response.WriteAsync(body);
    };

    /// <summary>Answers one after the other; the last for ever.</summary>
    public static RequestDelegate InTurn(params RequestDelegate[] answers)
    {
        var asked = 0;
        return http => answers[Math.Min(Interlocked.Increment(ref asked), answers.Length) - 1](http);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    Task GiveToken(HttpContext http) => Token is { } token
        ? token(http)
        : Says(200, $$"""
            {"responseCode":"2007300","accessToken":"token-{{Interlocked.Increment(ref _tokens)}}","expiresIn":"900"}
            """)(http);

    void Listen(ListenOptions listen, X509Certificate2? certificate)
    {
        listen.Protocols = HttpProtocols.Http1;
        if (certificate is not null)
            listen.UseHttps(certificate);

        listen.Use(next => async connection =>
        {
            var (original, copy) = (connection.Transport, new Pipe());
            var copying = Copy(original.Input, copy.Writer);
            connection.Transport = new Duplex(copy.Reader, original.Output);
            await next(connection);
            await copying;
        });
    }

    async Task Copy(PipeReader from, PipeWriter to)
    {
        try
        {
            while (await from.ReadAsync() is { IsCanceled: false } read)
            {
                foreach (var segment in read.Buffer)
                {
                    lock (_received)
                        _received.Write(segment.Span);

                    await to.WriteAsync(segment);
                }

                from.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    break;
            }

            await to.CompleteAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            await to.CompleteAsync(e);   // the connection is gone
        }
    }

    sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

/// <summary>A request as it came.</summary>
sealed record SentRequest(string Line, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    public bool IsForToken => Line.Contains("/access-token/b2b", StringComparison.Ordinal);

    public string this[string header] => Headers.Single(one => one.Key == header).Value;

    public string Path => Line.Split(' ')[1];

    /// <summary>Itself in text, with what is another each time left out.</summary>
    public string Golden => string.Join('\n', [
        Line,
        .. Headers.Where(one => one.Key is not ("Host" or "Content-Length"))
            .Select(one => one.Key is "X-SIGNATURE" or "X-EXTERNAL-ID" ? $"{one.Key}: *" : $"{one.Key}: {one.Value}"),
        "",
        Body,
    ]);

    public static IEnumerable<SentRequest> Read(byte[] received)
    {
        var text = Encoding.Latin1.GetString(received);   // a character a byte, as Content-Length counts them
        while (text.Length > 0)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var lines = text[..end].Split("\r\n");
            KeyValuePair<string, string>[] headers =
            [
                .. lines.Skip(1).Select(line => line.Split(": ", 2)).Select(
                    pair => new KeyValuePair<string, string>(pair[0], pair[1])),
            ];
            var length = int.Parse(
                headers.Single(one => one.Key == "Content-Length").Value, CultureInfo.InvariantCulture);
            var body = Encoding.Latin1.GetBytes(text.Substring(end + 4, length));
            yield return new(lines[0], headers, Encoding.UTF8.GetString(body));
            text = text[(end + 4 + length)..];
        }
    }
}
