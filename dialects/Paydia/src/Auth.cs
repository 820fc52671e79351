using Microsoft.AspNetCore.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Paydia;

/// <summary>Who signed a request, and the moment it was stamped with.</summary>
internal readonly record struct Caller(Credential Credential, DateTimeOffset Stamp)
{
    public Partner Partner => Credential.Partner;
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

        if (!SnapTimestamp.TryParseOrZ(sent[Headers.Timestamp], out var stamp) || !clock.IsNear(stamp))
            return (TokenCodes.TimestampNotNear, default);

        if (!Signatures.SignedToken(credential, sent))
        {
            explanations.OfToken(credential, http, sent, body);
            return (TokenCodes.SignatureNotValid, default);
        }

        CountLaxities(Headers.Token, sent, credential.Partner);
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

        if (!SnapTimestamp.TryParseOrZ(sent[Headers.Timestamp], out var stamp) || !clock.IsNear(stamp))
            return (Codes.TimestampNotNear, default);

        if (!Signatures.SignedInquiry(credential, http, sent, body.Span, token))
        {
            explanations.OfInquiry(credential, http, sent, body, token);
            return (Codes.SignatureNotValid, default);
        }

        CountLaxities(Headers.Inquiry, sent, credential.Partner);
        if (!IsExact(sent[Headers.Authorization]))
            laxity.Count(credential.Partner, Dialect, "scheme");

        return throttle.Admits(credential.Partner, Dialect)
            ? (null, new(credential, stamp))
            : (Codes.TooManyRequests, default);
    }

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

    static bool IsExact(string authorization) =>
        authorization.Length == 0 || authorization.StartsWith(Scheme, StringComparison.Ordinal);
}
