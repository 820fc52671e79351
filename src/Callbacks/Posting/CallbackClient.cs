using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Periksa.Callbacks.Posting;

/// <summary>Posts a body to a URL, once.</summary>
sealed class CallbackClient(CourierOptions options) : IDisposable
{
    // Of an answer, only the status counts. What is short is read to its end, so that the connection can be used again.
    const int AnswerBytesMaximum = 16 * 1024;
    const int AnswerHeadersMaximumKilobytes = 16;

    static readonly TimeSpan AnswerReadingMaximum = TimeSpan.FromSeconds(1);
    static readonly TimeSpan IdleMaximum = TimeSpan.FromSeconds(30);

    // A name that leads elsewhere is followed at the next connection.
    static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    static readonly MediaTypeHeaderValue Json = new(MediaTypeNames.Application.Json);

    readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        ConnectCallback = new GuardedConnect(options).Connect,
        ConnectTimeout = options.Timeout,
        UseProxy = false,              // the environment's proxy would make the connection in our place, unchecked
        AllowAutoRedirect = false,     // nor may the receiver say where else to go
        UseCookies = false,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = ConnectionLifetime,
        PooledConnectionIdleTimeout = IdleMaximum,
        MaxResponseHeadersLength = AnswerHeadersMaximumKilobytes,
        MaxResponseDrainSize = AnswerBytesMaximum,
        ResponseDrainTimeout = AnswerReadingMaximum,
        SslOptions = new SslClientAuthenticationOptions
        {
            // A certificate may name a URL to load its issuer from: that, too, would be a call that nobody checked.
            CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    });

    /// <summary>The URL to call; <c>null</c> when it is none that can be. Plain HTTP is taken: the messages are signed,
    /// and whether they may be read on the way is for whoever registers the URL to decide.</summary>
    /// <remarks>Path and query go out as they were registered, since that is what is signed: put in order, <c>%7E</c>
    /// and <c>/a/../b</c> would be spelt otherwise. What a request line cannot hold is put in order, and so is what has
    /// no path.</remarks>
    public static Uri? Parse(string url)
    {
        var sent = url.IndexOf('#', StringComparison.Ordinal) is >= 0 and var fragment ? url[..fragment] : url;
        return Uri.TryCreate(sent, CanBeSent(sent) ? AsWritten : default, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.UserInfo.Length == 0
                ? uri
                : null;
    }

    static bool CanBeSent(string url) =>
        url.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme
        && url.AsSpan(scheme + "://".Length) is var sent
        && sent.IndexOfAny('/', '?') is > 0 and var end && sent[end] is '/'
        && url.All(static character => character is > ' ' and < '\x7f');

    /// <param name="stop">The host stops.</param>
    public async Task<Reply> Post(
        Uri url,
        ReadOnlyMemory<byte> body,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken stop) =>
        (await PostShown(url, body, headers, shownBytes: 0, stop)).Reply;

    /// <summary>The same, with how the answer begins.</summary>
    /// <param name="shownBytes">How much of it, at most.</param>
    public async Task<(Reply Reply, byte[]? Answer)> PostShown(
        Uri url,
        ReadOnlyMemory<byte> body,
        IEnumerable<KeyValuePair<string, string>> headers,
        int shownBytes,
        CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(options.Timeout);

        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = Json } },
            Version = HttpVersion.Version11,
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        try
        {
            using var answer = await _http.SendAsync(request, patience.Token);
            return (
                Reply.Answered((int)answer.StatusCode),
                shownBytes == 0 ? null : await Begin(answer.Content, shownBytes, patience.Token));
        }
        catch (OperationCanceledException)
        {
            return (stop.IsCancellationRequested ? Reply.Interrupted : Reply.Late, null);
        }
        catch (HttpRequestException e)
        {
            return (Reply.Of(e), null);
        }
    }

    // One that does not go on counts as far as it came: its status is known.
    static async Task<byte[]> Begin(HttpContent answer, int maximum, CancellationToken cancel)
    {
        var (bytes, length) = (new byte[maximum], 0);
        try
        {
            await using var stream = await answer.ReadAsStreamAsync(cancel);
            length = await stream.ReadAtLeastAsync(bytes, maximum, throwOnEndOfStream: false, cancel);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Nothing of it, then.
        }

        return bytes[..length];
    }

    public void Dispose() => _http.Dispose();
}
