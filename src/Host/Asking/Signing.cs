using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;
using Periksa.Wire.Snap;
using Ipg = Periksa.Wire.Ipg;

namespace Periksa.Host.Asking;

/// <summary>Signs requests as their callers do.</summary>
static class Signing
{
    static readonly TimeSpan Wib = BusinessDay.Wib;

    /// <summary>X-TIMESTAMP as a dialect has it, of this moment.</summary>
    public static string Stamp(AskedDialect dialect, DateTimeOffset now) => dialect.Manner is Manner.SingaPay
        ? now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
        : SnapTimestamp.Write(now, SnapTimestamp.Seconds, Wib);

    /// <summary>Signs the request for an access token.</summary>
    /// <param name="stamp">For SingaPay, a moment's seconds: what is signed is its day in WIB.</param>
    /// <exception cref="SettingsException">The caller has nothing to sign with.</exception>
    public static WireRequest SignToken(
        AskedDialect dialect, KnownCaller caller, WireRequest request, string stamp, DateTimeOffset now)
    {
        if (dialect.Manner is Manner.SingaPay)
            return SignSingaPayToken(caller, request, now);

        using var key = caller.OpenKey();
        var signature = TokenSignature.Sign(key, caller.Name, stamp);
        return request.With(
            (SnapHeaders.Timestamp, stamp), (SnapHeaders.ClientKey, caller.Name), (SnapHeaders.Signature, signature))
            with
            {
                Signed = new($"{caller.Name}|{stamp}", Digest: null, signature),
            };
    }

    static WireRequest SignSingaPayToken(KnownCaller caller, WireRequest request, DateTimeOffset now)
    {
        var clientId = caller.ClientId ?? throw new SettingsException(
            "SingaPay's callers have a client id beside their name: the credential's file must hold its client_id.");
        var day = DateOnly.FromDateTime(now.ToOffset(Wib).DateTime);
        var signature = Signature.OfToken(caller.SecretBytes, clientId, day);
        return request.With(
            (Headers.PartnerId, caller.Name), (Headers.ClientId, clientId), (Headers.Signature, signature))
            with
            {
                Signed = new(
                    // The secret is in the text, too, and is nobody else's to see.
                    FormattableString.Invariant($"{clientId}_(the client secret)_{day:yyyyMMdd}"),
                    Digest: null,
                    signature),
            };
    }

    /// <summary>Signs a bank's request to IPG. A biller's shows its key instead; what is signed with that is a callback
    /// with this body.</summary>
    public static WireRequest SignIpg(AskedDialect dialect, KnownCaller caller, WireRequest request)
    {
        var signature = Ipg.Signatures.Of(caller.SecretBytes, request.Body);
        var proved = dialect.Manner is Manner.Biller
            ? request.With((SnapHeaders.Authorization, $"Bearer {caller.Secret}"))
            : request.With((Ipg.Channels.ClientHeader, caller.Name), (Ipg.Signatures.Header, signature));
        return proved with { Signed = new(Encoding.UTF8.GetString(request.Body), Digest: null, signature) };
    }

    /// <summary>Signs a request that shows a token.</summary>
    public static WireRequest Sign(
        AskedDialect dialect, KnownCaller caller, WireRequest request, string token, string stamp) =>
        dialect.Manner is Manner.SingaPay
            ? SignSingaPay(caller, request, token, stamp)
            : SignSnap(caller, request, token, stamp)
                .With((SnapHeaders.Authorization, $"Bearer {token}"))
                .As(dialect, caller, stamp);

    /// <summary>Signs a request that shows no token with the caller's private key.</summary>
    /// <exception cref="SettingsException">It has none.</exception>
    public static WireRequest SignWithKey(
        AskedDialect dialect, KnownCaller caller, WireRequest request, string stamp)
    {
        using var key = caller.OpenKey();
        var signature = ServiceSignature.Sign(
            key, new(request.Method, request.Url.PathAndQuery, request.Body, stamp));
        var digest = BodyDigest.Of(request.Body);
        return (request with
        {
            Signed = new($"{request.Method}:{request.Url.PathAndQuery}:{digest}:{stamp}", digest, signature),
        }).As(dialect, caller, stamp);
    }

    static WireRequest SignSnap(KnownCaller caller, WireRequest request, string token, string stamp)
    {
        var target = request.Url.PathAndQuery;
        var signature = ServiceSignature.Sign(
            caller.SecretBytes, new(request.Method, target, request.Body, stamp), token);
        var digest = BodyDigest.Of(request.Body);
        return request with { Signed = new($"{request.Method}:{target}:{token}:{digest}:{stamp}", digest, signature) };
    }

    static WireRequest SignSingaPay(KnownCaller caller, WireRequest request, string token, string stamp)
    {
        var target = request.Url.PathAndQuery;
        var signature = Signature.OfRequest(
            caller.SecretBytes, new(request.Method, target, token, request.Body, stamp));
        var digest = Convert.ToHexStringLower(SHA256.HashData(
            StrictJson.IsWellFormed(request.Body) ? CanonicalJson.Of(request.Body) : request.Body));
        return request.With(
            (Headers.PartnerId, caller.Name),
            (Headers.Authorization, $"Bearer {token}"),
            (Headers.Timestamp, stamp),
            (Headers.Signature, signature))
            with
            {
                Signed = new($"{request.Method}:{target}:{token}:{digest}:{stamp}", digest, signature),
            };
    }

    // The headers of a service request; an external id that is there stays.
    static WireRequest As(this WireRequest request, AskedDialect dialect, KnownCaller caller, string stamp) =>
        request.With(
            (SnapHeaders.Timestamp, stamp),
            (SnapHeaders.Signature, request.Signed!.Signature),
            (SnapHeaders.PartnerId, caller.Name),
            (SnapHeaders.ExternalId, request.Header(SnapHeaders.ExternalId) ?? NewNumber()),
            (SnapHeaders.ChannelId, request.Header(SnapHeaders.ChannelId) ?? dialect.Channel));

    /// <summary>Digits that nobody has used today.</summary>
    public static string NewNumber() => RandomNumberGenerator.GetString("123456789", 32);
}
