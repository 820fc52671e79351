using Microsoft.AspNetCore.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

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
/// <remarks>A request comes here once its headers are there and well formed. How well is known only with the caller:
/// some keep to the contract's letter.</remarks>
internal sealed class Auth(
    ICredentials credentials,
    IAccessTokens tokens,
    ICallerClock clock,
    IThrottle throttle,
    ILaxity laxity,
    Explanations explanations)
{
    public const string Dialect = "ifortepay";

    const string Scheme = "Bearer ";

    /// <summary>The code that refuses a request for a token, or else whose request it is.</summary>
    public (SnapCode? Refusal, Caller Caller) JudgeToken(
        HttpContext http, SentHeaders sent, ReadOnlyMemory<byte> body)
    {
        if (Find(sent[Headers.ClientKey]) is not { } credential)
            return (TokenCodes.UnknownClient, default);

        var beyondLetter = Headers.Token.FindFault(sent, isStrict: true);
        if (credential.Partner.IsStrict && beyondLetter is { } fault)
            return (TokenCodes.For(fault), default);

        if (!IsNow(sent, credential, out var stamp))
            return (TokenCodes.TimestampNotNear, default);

        if (!Signatures.SignedToken(credential, sent))
        {
            explanations.OfToken(credential, http, sent, body);
            return (TokenCodes.SignatureNotValid, default);
        }

        if (beyondLetter is not null)
            CountLaxities(Headers.Token, sent, credential.Partner);

        CountHex(sent, credential.Partner);
        CountClock(credential, stamp);

        return throttle.Admits(credential.Partner, Dialect)
            ? (null, new(credential, stamp))
            : (TokenCodes.TooManyRequests, default);
    }

    /// <summary>The code that refuses an inquiry, or else whose inquiry it is.</summary>
    public async ValueTask<(SnapCode? Refusal, Caller Caller)> JudgeInquiry(
        HttpContext http, SentHeaders sent, ReadOnlyMemory<byte> body)
    {
        if (Find(sent[Headers.PartnerId]) is not { } credential)
            return (Codes.UnknownClient, default);

        var beyondLetter = Headers.Inquiry.FindFault(sent, isStrict: true);
        if (credential.Partner.IsStrict && beyondLetter is { } fault)
            return (Codes.For(fault), default);

        if (ReadToken(sent, credential.Partner) is not { } token
            || await tokens.Check(token, credential, http.RequestAborted) is not TokenVerdict.Valid)
        {
            return (Codes.TokenNotValid, default);
        }

        if (!IsNow(sent, credential, out var stamp))
            return (Codes.TimestampNotNear, default);

        if (!Signatures.SignedInquiry(credential, http, sent, body.Span, token, out var isSecondReading))
        {
            explanations.OfInquiry(credential, http, sent, body, token);
            return (Codes.SignatureNotValid, default);
        }

        if (beyondLetter is not null)
            CountLaxities(Headers.Inquiry, sent, credential.Partner);

        if (isSecondReading)
            laxity.Count(credential.Partner, Dialect, "body escapes");

        CountHex(sent, credential.Partner);
        CountScheme(sent, credential.Partner);
        CountClock(credential, stamp);

        return throttle.Admits(credential.Partner, Dialect)
            ? (null, new(credential, stamp))
            : (Codes.TooManyRequests, default);
    }

    Credential? Find(string name) =>
        credentials.Find(Dialect, name) is { Partner.Active: true } credential ? credential : null;

    bool IsNow(SentHeaders sent, Credential credential, out DateTimeOffset stamp) =>
        SnapTimestamp.TryParseCompatible(sent[Headers.Timestamp], out stamp)
        && clock.IsNear(Caller.IsUtcClock(credential) ? SnapTimestamp.OfUtcClock(stamp) : stamp);

    static string? ReadToken(SentHeaders sent, Partner partner)
    {
        var authorization = sent[Headers.Authorization];
        var casing = partner.IsStrict ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return authorization.StartsWith(Scheme, casing) ? authorization[Scheme.Length..] : null;
    }

    // Only what a known caller signed is counted, and never what a strict one sent: that was refused.
    void CountLaxities(HeaderRules table, SentHeaders sent, Partner partner)
    {
        foreach (var header in table.FindLax(sent))
            laxity.Count(partner, Dialect, header);
    }

    void CountHex(SentHeaders sent, Partner partner)
    {
        if (!partner.IsStrict && SignatureText.IsHex(sent[Headers.Signature]))
            laxity.Count(partner, Dialect, "hex signature");
    }

    void CountClock(Credential credential, DateTimeOffset stamp)
    {
        if (Caller.IsUtcClock(credential) && stamp.Offset != TimeSpan.Zero)
            laxity.Count(credential.Partner, Dialect, "utc-clock");
    }

    void CountScheme(SentHeaders sent, Partner partner)
    {
        if (!sent[Headers.Authorization].StartsWith(Scheme, StringComparison.Ordinal))
            laxity.Count(partner, Dialect, "scheme");
    }
}
