using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;
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

    readonly Admission _admission = new(throttle);

    /// <summary>The code that refuses a request for a token, or else whose request it is.</summary>
    public (SnapCode? Refusal, Caller Caller) JudgeToken(
        HttpContext http, SentHeaders sent, ReadOnlyMemory<byte> body)
    {
        if (Find(http, sent[Headers.ClientKey]) is not { } credential)
            return (TokenCodes.UnknownClient, default);

        var beyondLetter = Headers.Token.FindFault(sent, isStrict: true);
        if (credential.Partner.IsStrict && beyondLetter is { } fault)
            return (TokenCodes.For(fault), default);

        if (!IsNow(http, sent, credential, out var stamp))
            return (TokenCodes.TimestampNotNear, default);

        if (!Signatures.SignedToken(credential, sent))
        {
            Explain(http, explanations.OfToken(credential, http, sent, body));
            return (TokenCodes.SignatureNotValid, default);
        }

        if (beyondLetter is not null)
            CountLaxities(Headers.Token, sent, credential.Partner);

        CountHex(sent, credential.Partner);
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

        var beyondLetter = Headers.Inquiry.FindFault(sent, isStrict: true);
        if (credential.Partner.IsStrict && beyondLetter is { } fault)
            return (Codes.For(fault), default);

        if (ReadToken(sent, credential.Partner) is not { } token)
        {
            Hints.Token(http, verdict: null);
            return (Codes.TokenNotValid, default);
        }

        if (await tokens.Check(token, credential, http.RequestAborted) is not TokenVerdict.Valid and var verdict)
        {
            Hints.Token(http, verdict.ToString());
            return (Codes.TokenNotValid, default);
        }

        if (!IsNow(http, sent, credential, out var stamp))
            return (Codes.TimestampNotNear, default);

        if (!Signatures.SignedInquiry(credential, http, sent, body.Span, token, out var isSecondReading))
        {
            Explain(http, explanations.OfInquiry(credential, http, sent, body, token));
            return (Codes.SignatureNotValid, default);
        }

        if (beyondLetter is not null)
            CountLaxities(Headers.Inquiry, sent, credential.Partner);

        if (isSecondReading)
            laxity.Count(credential.Partner, Dialect, "body escapes");

        CountHex(sent, credential.Partner);
        CountScheme(sent, credential.Partner);
        CountClock(credential, stamp);

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
