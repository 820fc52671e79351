using System.Security.Cryptography;
using System.Text;
using Periksa.Wire.Snap;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Snap;

/// <summary>Signs requests. Each has a stamp and an X-EXTERNAL-ID of its own, also where the same is asked
/// again.</summary>
internal sealed class Requests
{
    const string Digits = "0123456789";
    const string DigitsAndLetters = Digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static readonly TimeSpan Offset = TimeSpan.FromHours(7);   // Western Indonesian Time

    readonly SnapRouteOptions _options;
    readonly TimeProvider _clock;
    readonly byte[]? _secret;
    readonly byte[]? _key;
    readonly (string Target, string Signed) _question;
    readonly string _token;
    readonly byte[] _tokenBody;

    public Requests(SnapRouteOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _secret = options.HmacSecret is { } secret ? Encoding.UTF8.GetBytes(secret) : null;
        _key = options.PrivateKey is { } pem ? RsaKeys.ReadPrivate(pem, nameof(options.PrivateKey)) : null;

        var target = options.Path ?? Standard(options.Service);
        _question = (target, options.SignedPath ?? options.ServiceBase!.AbsolutePath.TrimEnd('/') + target);
        _token = options.TokenPath ?? Standard(ServiceCodes.AccessTokenB2B);
        _tokenBody = Encoding.UTF8.GetBytes(
            new Template(options.TokenBody).Write(place => options.Values.GetValueOrDefault(place)));
    }

    /// <summary>A question.</summary>
    /// <param name="token">The access token that signs it; <c>null</c> where the private key does.</param>
    public ProviderRequest Ask(ReadOnlyMemory<byte> body, string? token)
    {
        var stamp = Stamp();
        var headers = new List<KeyValuePair<string, string>>();
        if (token is not null)
            headers.Add(new(SnapHeaders.Authorization, $"Bearer {token}"));

        headers.Add(new(SnapHeaders.Timestamp, stamp));
        headers.Add(new(SnapHeaders.Signature, Sign(new("POST", _question.Signed, body.Span, stamp), token)));
        headers.Add(new(SnapHeaders.PartnerId, _options.PartnerId ?? _options.ClientKey));
        headers.Add(new(SnapHeaders.ExternalId, ExternalId()));
        headers.Add(new(SnapHeaders.ChannelId, _options.ChannelId));
        headers.AddRange(_options.Headers);
        return Post(_question.Target, headers, body);
    }

    /// <summary>A request for an access token.</summary>
    public ProviderRequest AskForToken()
    {
        var stamp = Stamp();
        using var key = RsaKeys.OpenPrivate(_key!);
        return Post(
            _token,
            [
                new(SnapHeaders.Timestamp, stamp),
                new(SnapHeaders.ClientKey, _options.ClientKey),
                new(SnapHeaders.Signature, TokenSignature.Sign(key, _options.ClientKey, stamp)),
            ],
            _tokenBody);
    }

    string Sign(ServiceRequest request, string? token)
    {
        if (token is not null)
            return ServiceSignature.Sign(_secret, request, token);

        using var key = RsaKeys.OpenPrivate(_key!);
        return ServiceSignature.Sign(key, request);
    }

    ProviderRequest Post(
        string target, IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body) =>
        new(HttpMethod.Post, target) { Headers = headers, Body = body, ContentType = _options.ContentType };

    string Standard(int service) => _options.Version + ServiceCodes.Find(service)!.Path;

    string Stamp() => SnapTimestamp.Write(
        _clock.GetUtcNow(), _options.HasMilliseconds ? SnapTimestamp.Milliseconds : SnapTimestamp.Seconds, Offset);

    string ExternalId() => _options.ExternalId switch
    {
        SnapIdForm.Digits => RandomNumberGenerator.GetString(Digits, _options.ExternalIdLength),
        SnapIdForm.Alphanumeric => RandomNumberGenerator.GetString(DigitsAndLetters, _options.ExternalIdLength),
        SnapIdForm.Uuid => Guid.NewGuid().ToString(),
    };
}
