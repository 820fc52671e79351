using Microsoft.AspNetCore.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Paydia;

/// <summary>Who signed a request, and the moment it was stamped with, as it is written.</summary>
internal readonly record struct Caller(Credential Credential, DateTimeOffset Stamp)
{
    public Partner Partner => Credential.Partner;

    /// <summary>Whether its stamps are believed to show UTC, whatever zone they name.</summary>
    public bool HasUtcClock => IsUtcClock(Credential);

    public static bool IsUtcClock(Credential credential) =>
        credential is { HasUtcClock: true, Partner.IsStrict: false };
}

/// <summary>Who is asking, and whether it may ask now. The order of the checks is a promise.</summary>
/// <remarks>A request comes here once its headers are there and well formed.</remarks>
internal sealed class Auth(
    ICredentials credentials,
    IAccessTokens tokens,
    ICallerClock clock,
    IThrottle throttle,
    ILaxity laxity,
    Explanations explanations)
{
    public const string Dialect = "paydia";

    const string Scheme = "Bearer";

    /// <summary>The code that refuses a request for a token, or else whose request it is.</summary>
    public (SnapCode? Refusal, Caller Caller) JudgeToken(
        HttpContext http, SentHeaders sent, ReadOnlyMemory<byte> body)
    {
        var name = sent[Headers.ClientKey];

        if (credentials.Find(Dialect, name) is not { Partner.Active: true } credential)
            return (TokenCodes.UnknownClient, default);

        if (credential.Partner.IsStrict && Headers.Token.FindFault(sent, isStrict: true) is { } fault)
            return (TokenCodes.For(fault), default);

        if (!IsNow(sent, credential, out var stamp))
            return (TokenCodes.TimestampNotNear, default);

        if (!Signatures.SignedToken(credential, sent))
        {
            explanations.OfToken(credential, http, sent, body);
            return (TokenCodes.SignatureNotValid, default);
        }

        CountLaxities(Headers.Token, sent, credential.Partner);
        CountClock(credential, stamp);
        return throttle.Admits(credential.Partner, Dialect)
            ? (null, new(credential, stamp))
            : (TokenCodes.TooManyRequests, default);
    }

    /// <summary>The code that refuses an inquiry, or else whose inquiry it is.</summary>
    public async ValueTask<(SnapCode? Refusal, Caller Caller)> JudgeInquiry(
        HttpContext http, SentHeaders sent, ReadOnlyMemory<byte> body)
    {
        var name = sent[Headers.PartnerId];

        if (credentials.Find(Dialect, name) is not { Partner.Active: true } credential)
            return (Codes.UnknownClient, default);

        if (credential.Partner.IsStrict && Headers.Inquiry.FindFault(sent, isStrict: true) is { } fault)
            return (Codes.For(fault), default);

        var (badToken, token) = await JudgeAccess(sent, credential, http.RequestAborted);
        if (badToken is not null)
            return (badToken, default);

        if (!IsNow(sent, credential, out var stamp))
            return (Codes.TimestampNotNear, default);

        if (!Signatures.SignedInquiry(credential, http, sent, body.Span, token, out var departures))
        {
            explanations.OfInquiry(credential, http, sent, body, token);
            return (Codes.SignatureNotValid, default);
        }

        CountLaxities(Headers.Inquiry, sent, credential.Partner);
        CountDepartures(departures, credential.Partner);
        CountClock(credential, stamp);
        if (!IsExact(sent[Headers.Authorization]))
            laxity.Count(credential.Partner, Dialect, "scheme");

        return throttle.Admits(credential.Partner, Dialect)
            ? (null, new(credential, stamp))
            : (Codes.TooManyRequests, default);
    }

    bool IsNow(SentHeaders sent, Credential credential, out DateTimeOffset stamp) =>
        SnapTimestamp.TryParseCompatible(sent[Headers.Timestamp], out stamp)
        && clock.IsNear(Caller.IsUtcClock(credential) ? SnapTimestamp.OfUtcClock(stamp) : stamp);

    // No Authorization and no token: the caller signs with its private key instead.
    async ValueTask<(SnapCode? Refusal, string? Token)> JudgeAccess(
        SentHeaders sent, Credential credential, CancellationToken cancel)
    {
        var authorization = sent[Headers.Authorization];
        if (authorization.Length == 0)
            return (null, null);

        if (ReadToken(authorization, credential.Partner.IsStrict) is not { } token)
            return (Codes.TokenNotValid, null);

        return await tokens.Check(token, credential, cancel) switch
        {
            TokenVerdict.Valid => (null, token),
            TokenVerdict.Expired => (Codes.TokenExpired, null),
            TokenVerdict.Invalid => (Codes.TokenNotValid, null),
        };
    }

    static string? ReadToken(string authorization, bool isStrict)
    {
        var casing = isStrict ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var start = Scheme.Length + 1;

        return authorization.Length > start
            && authorization.StartsWith(Scheme, casing)
            && authorization[Scheme.Length] == ' '
                ? authorization[start..]
                : null;
    }

    // Only what a known caller signed is counted. Most requests keep to the letter, and cost one look at the table.
    void CountLaxities(HeaderRules table, SentHeaders sent, Partner partner)
    {
        if (partner.IsStrict)
            return;

        if (table.FindFault(sent, isStrict: true) is not null)
        {
            foreach (var header in table.FindLax(sent))
                laxity.Count(partner, Dialect, header);
        }

        if (SignatureText.IsHex(sent[Headers.Signature]))
            laxity.Count(partner, Dialect, "hex signature");
    }

    void CountDepartures(Departures departures, Partner partner)
    {
        if (departures.HasFlag(Departures.SecondReading))
            laxity.Count(partner, Dialect, "body escapes");

        if (departures.HasFlag(Departures.KeyBesideToken))
            laxity.Count(partner, Dialect, "private key beside token");
    }

    void CountClock(Credential credential, DateTimeOffset stamp)
    {
        if (Caller.IsUtcClock(credential) && stamp.Offset != TimeSpan.Zero)
            laxity.Count(credential.Partner, Dialect, "utc-clock");
    }

    static bool IsExact(string authorization) =>
        authorization.Length == 0 || authorization.StartsWith(Scheme, StringComparison.Ordinal);
}
