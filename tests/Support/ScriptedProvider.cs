using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Periksa.Tests.Support;

/// <summary>A provider on this machine: a real web server that remembers how it was asked, and answers as it is
/// told.</summary>
public sealed class ScriptedProvider : IAsyncDisposable
{
    readonly WebApplication _app;

    ScriptedProvider(WebApplication app) => _app = app;

    /// <summary>Every request as it came: its line, its headers in the alphabet's order, its body.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Is called with each request that it has read.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public Uri Url => new(_app.Urls.Single());

    /// <param name="certificate">Makes it a secure one.</param>
    public static async Task<ScriptedProvider> Open(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;   // it may be as slow as it is told to be
            kestrel.Listen(IPAddress.Loopback, 0, served =>
            {
                if (certificate is not null)
                    served.UseHttps(certificate);
            });
        });
        var provider = new ScriptedProvider(builder.Build());
        provider._app.Run(provider.Receive);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>Has it answer every request so.</summary>
    public void Says(int status, string body, string contentType = "application/json") =>
        Says(status, Encoding.UTF8.GetBytes(body), contentType);

    public void Says(int status, byte[] body, string contentType = "application/json") => Answer = async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body);
    };

    /// <summary>A certificate for this machine that is its own authority.</summary>
    public static X509Certificate2 Certificate(DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=provider", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(from, until);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    async Task Receive(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Asked.Enqueue(Print(http, Encoding.UTF8.GetString(body.ToArray())));
        body.Position = 0;
        http.Request.Body = body;   // to be read once more
        await Answer(http);
    }

    // The port is another at every run.
    string Print(HttpContext http, string body)
    {
        var request = http.Features.Get<IHttpRequestFeature>()!;
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{request.Method} {request.RawTarget} {request.Protocol}\n");

        foreach (var (name, values) in http.Request.Headers.OrderBy(one => one.Key, StringComparer.OrdinalIgnoreCase))
            text.Append(CultureInfo.InvariantCulture, $"{name}: {values}\n");

        return text.Append('\n').Append(body).Append('\n').Replace(Url.Authority, "provider").ToString();
    }
}
