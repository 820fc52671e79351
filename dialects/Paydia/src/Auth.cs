using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;
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

    readonly Admission _admission = new(throttle);

    /// <summary>The code that refuses a request for a token, or else whose request it is.</summary>
    public (SnapCode? Refusal, Caller Caller) JudgeToken(
        HttpContext http, SentHeaders sent, ReadOnlyMemory<byte> body)
    {
        if (Find(http, sent[Headers.ClientKey]) is not { } credential)
            return (TokenCodes.UnknownClient, default);

        if (credential.Partner.IsStrict && Headers.Token.FindFault(sent, isStrict: true) is { } fault)
            return (TokenCodes.For(fault), default);

        if (!IsNow(http, sent, credential, out var stamp))
            return (TokenCodes.TimestampNotNear, default);

        if (!Signatures.SignedToken(credential, sent))
        {
            Explain(http, explanations.OfToken(credential, http, sent, body));
            return (TokenCodes.SignatureNotValid, default);
        }

        CountLaxities(Headers.Token, sent, credential.Partner);
        CountClock(credential, stamp);
        return Refuse(http, credential) switch
        {
            null => (null, new(credential, stamp)),
            Unadmitted.TooManyRequests => (TokenCodes.TooManyRequests, default),
            _ => (TokenCodes.AddressNotRegistered, default),
        };
    }

    /// <summary>The code that refuses an inquiry, or else whose inquiry it is.</summary>
    public async ValueTask<(SnapCode? Refusal, Caller Caller)> JudgeInquiry(
        HttpContext http, SentHeaders sent, ReadOnlyMemory<byte> body)
    {
        if (Find(http, sent[Headers.PartnerId]) is not { } credential)
            return (Codes.UnknownClient, default);

        if (credential.Partner.IsStrict && Headers.Inquiry.FindFault(sent, isStrict: true) is { } fault)
            return (Codes.For(fault), default);

        var (badToken, token) = await JudgeAccess(http, sent, credential);
        if (badToken is not null)
            return (badToken, default);

        if (!IsNow(http, sent, credential, out var stamp))
            return (Codes.TimestampNotNear, default);

        if (!Signatures.SignedInquiry(credential, http, sent, body.Span, token, out var departures))
        {
            Explain(http, explanations.OfInquiry(credential, http, sent, body, token));
            return (Codes.SignatureNotValid, default);
        }

        CountLaxities(Headers.Inquiry, sent, credential.Partner);
        CountDepartures(departures, credential.Partner);
        CountClock(credential, stamp);
        if (!IsExact(sent[Headers.Authorization]))
            laxity.Count(credential.Partner, Dialect, "scheme");

        return Refuse(http, credential) switch
        {
            null => (null, new(credential, stamp)),
            Unadmitted.TooManyRequests => (Codes.TooManyRequests, default),
            _ => (Codes.AddressNotRegistered, default),
        };
    }

    Credential? Find(HttpContext http, string name)
    {
        if (credentials.Find(Dialect, name) is not { } credential)
        {
            Hints.Explain(http, "Nobody has this client id in this dialect.");
            return null;
        }

        Hints.Name(http, credential.Partner.Id);
        if (credential.Partner.Active)
            return credential;

        Hints.Explain(http, "The partner is not active.", "Ask the operator to activate this partner.");
        return null;
    }

    bool IsNow(HttpContext http, SentHeaders sent, Credential credential, out DateTimeOffset stamp)
    {
        if (!SnapTimestamp.TryParseCompatible(sent[Headers.Timestamp], out stamp))
            return false;

        var at = Caller.IsUtcClock(credential) ? SnapTimestamp.OfUtcClock(stamp) : stamp;
        if (clock.IsNear(at))
            return true;

        Hints.Clock(http, clock.Ahead(at));
        return false;
    }

    Unadmitted? Refuse(HttpContext http, Credential credential)
    {
        var why = _admission.Refuse(credential, SourceAddress.Of(http));
        if (why is Unadmitted.AddressNotRegistered)
            Hints.Address(http);

        return why;
    }

    static void Explain(HttpContext http, string? advice) =>
        Hints.Explain(http, "X-SIGNATURE does not verify.", advice);

    // No Authorization and no token: the caller signs with its private key instead.
    async ValueTask<(SnapCode? Refusal, string? Token)> JudgeAccess(
        HttpContext http, SentHeaders sent, Credential credential)
    {
        var authorization = sent[Headers.Authorization];
        if (authorization.Length == 0)
            return (null, null);

        if (ReadToken(authorization, credential.Partner.IsStrict) is not { } token)
        {
            Hints.Token(http, verdict: null);
            return (Codes.TokenNotValid, null);
        }

        var verdict = await tokens.Check(token, credential, http.RequestAborted);
        if (verdict is not TokenVerdict.Valid)
            Hints.Token(http, verdict.ToString());

        return verdict switch
        {
            TokenVerdict.Valid => (null, token),
            TokenVerdict.Expired => (Codes.TokenExpired, null),
            TokenVerdict.OfAnother or TokenVerdict.Invalid => (Codes.TokenNotValid, null),
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
