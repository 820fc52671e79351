using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Periksa.Wire.Upstream;

/// <summary>Sends requests to one provider. Whatever the provider does, what comes of it is one of a few replies, in
/// bounded time and memory.</summary>
public sealed class ProviderClient : IDisposable
{
    /// <summary>The longest body that is read; what is longer is no answer.</summary>
    public const int BodyBytesMaximum = 64 * 1024;

    const int BodyBytesUsual = 4 * 1024;
    const int HeadersMaximumKilobytes = 16;
    const int ConnectionsMaximum = 256;

    static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(3);
    static readonly TimeSpan IdleMaximum = TimeSpan.FromSeconds(30);

    // A name that leads elsewhere is followed at the next connection.
    static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    readonly HttpMessageInvoker _http;
    readonly Uri _base;

    /// <param name="serviceBase">What every target is put behind, e.g. <c>https://api.example/openapi</c>.</param>
    /// <param name="options">How to connect.</param>
    public ProviderClient(Uri serviceBase, ProviderClientOptions? options = null)
    {
        _base = serviceBase;
        options ??= new();
        _http = new(new SocketsHttpHandler
        {
            ConnectTimeout = ConnectPatience,
            UseProxy = options.Proxy is not null,
            Proxy = options.Proxy is null ? null : new WebProxy(options.Proxy),
            AllowAutoRedirect = false,   // a question is sent to whom it was signed for
            UseCookies = false,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = ConnectionsMaximum,
            PooledConnectionLifetime = ConnectionLifetime,
            PooledConnectionIdleTimeout = IdleMaximum,
            MaxResponseHeadersLength = HeadersMaximumKilobytes,
            MaxResponseDrainSize = 0,
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = options.ClientCertificate is { } own ? [own] : null,
                CertificateChainPolicy = Trust(options.Authority),
            },
        });
    }

    /// <summary>Sends one request. It throws nothing but what cancelling throws.</summary>
    public async Task<ProviderReply> Send(ProviderRequest request, CancellationToken cancel)
    {
        using var message = Message(request);
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var response = await _http.SendAsync(message, cancel);
            return await Read(response, began, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError)
        {
            return new ProviderReply.NotSent(e.HttpRequestError.ToString());
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException)
        {
            return new ProviderReply.NotSent("ConnectTimeout");   // the only time-out that the handler has
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // Something broke after the request was on its way: nobody knows.
            return new ProviderReply.Lost(
                e is HttpRequestException http ? $"{http.HttpRequestError}" : e.GetType().Name);
        }
    }

    public void Dispose() => _http.Dispose();

    static async Task<ProviderReply> Read(HttpResponseMessage response, long began, CancellationToken cancel)
    {
        var buffer = new byte[BodyBytesUsual];
        var length = 0;
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        while (length < buffer.Length && await body.ReadAsync(buffer.AsMemory(length), cancel) is var read and > 0)
        {
            length += read;
            if (length == buffer.Length && length <= BodyBytesMaximum)
                Array.Resize(ref buffer, BodyBytesMaximum + 1);
        }

        return length > BodyBytesMaximum
            ? new ProviderReply.Lost($"more than {BodyBytesMaximum} bytes")
            : new ProviderReply.Answered((int)response.StatusCode, buffer.AsMemory(0, length))
            {
                Took = Stopwatch.GetElapsedTime(began),
            };
    }

    HttpRequestMessage Message(ProviderRequest request)
    {
        var message = new HttpRequestMessage(request.Method, Address(request.Target))
        {
            Version = HttpVersion.Version11,
            Content = request.Body is { } body ? new ReadOnlyMemoryContent(body) : null,
        };
        if (message.Content is { } content && request.ContentType is { } type)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        foreach (var (name, value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);

        return message;
    }

    // As it is written, since that may be what is signed.
    Uri Address(string target) => new(
        _base.AbsoluteUri.TrimEnd('/') + target,
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    static X509ChainPolicy? Trust(X509Certificate2? authority) => authority is null ? null : new X509ChainPolicy
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { authority },
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };
}

/// <summary>How a provider is connected to.</summary>
public sealed record ProviderClientOptions
{
    /// <summary>The proxy on the way; <c>null</c> for none. The environment's is not used.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Our own certificate, for a provider that asks for one.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The only authority that is trusted; <c>null</c> for the system's.</summary>
    public X509Certificate2? Authority { get; init; }
}

/// <summary>A request to a provider.</summary>
/// <param name="Target">Path and query below the base.</param>
public sealed record ProviderRequest(HttpMethod Method, string Target)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string? ContentType { get; init; }
}

/// <summary>What came of a request.</summary>
public abstract record ProviderReply
{
    ProviderReply() { }

    /// <summary>An answer, whatever it says.</summary>
    public sealed record Answered(int Status, ReadOnlyMemory<byte> Body) : ProviderReply
    {
        public TimeSpan Took { get; init; }
    }

    /// <summary>It surely never left: there was no connection.</summary>
    public sealed record NotSent(string Why) : ProviderReply;

    /// <summary>It may have arrived, and there is no answer that can be read.</summary>
    public sealed record Lost(string Why) : ProviderReply;
}
