using Microsoft.AspNetCore.Http;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer;

/// <summary>Authenticates a request and admits it. The order of the checks is a promise.</summary>
/// <remarks>A request comes here once its headers are there and well formed. How well is known only with the caller:
/// some keep to the contract's letter.</remarks>
sealed class Auth(
    SnapVendor vendor,
    ICredentials credentials,
    IAccessTokens tokens,
    ICallerClock clock,
    IThrottle throttle,
    IMissBudgets misses,
    ILeniency leniency,
    Explanations explanations)
{
    const string Scheme = "Bearer";

    readonly Admission _admission = new(throttle, misses);

    /// <summary>The code that refuses a request for a token, or else whose request it is.</summary>
    public (SnapCode? Refusal, SnapCaller Caller) JudgeToken(
        HttpContext http, SentHeaders sent, ReadOnlyMemory<byte> body)
    {
        var (table, codes) = (vendor.Token.Headers, vendor.Token.Codes);
        if (Find(http, sent[SnapHeaders.ClientKey]) is not { } credential)
            return (codes.UnknownClient, default);

        if (credential.Partner.IsStrict && table.FindFault(sent, isStrict: true) is { } fault)
            return (codes.For(fault), default);

        if (!IsNow(http, sent, credential, out var stamp))
            return (codes.TimestampNotNear, default);

        if (!Signatures.SignedToken(credential, sent))
        {
            Explain(http, explanations.OfToken(credential, http, sent, body));
            return (codes.SignatureNotValid, default);
        }

        CountHeaders(table, sent, credential.Partner);
        CountClock(credential, stamp);
        return (Refuse(http, credential, AsksAbout.Own, codes), new(credential, stamp));
    }

    /// <summary>The code that refuses a request, or else whose request it is.</summary>
    public async ValueTask<(SnapCode? Refusal, SnapCaller Caller)> Judge(
        SnapOperation operation, AsksAbout about, HttpContext http, SentHeaders sent, ReadOnlyMemory<byte> body)
    {
        var (table, codes) = (operation.Headers, operation.Codes);
        if (Find(http, sent[SnapHeaders.PartnerId]) is not { } credential)
            return (codes.UnknownClient, default);

        if (credential.Partner.IsStrict && table.FindFault(sent, isStrict: true) is { } fault)
            return (codes.For(fault), default);

        var (badToken, token) = await JudgeAccess(http, sent, credential, codes);
        if (badToken is not null)
            return (badToken, default);

        if (!IsNow(http, sent, credential, out var stamp))
            return (codes.TimestampNotNear, default);

        if (!Signatures.SignedOperation(credential, operation, http, sent, body.Span, token, out var departures))
        {
            Explain(http, explanations.OfService(credential, http, sent, body, token));
            return (codes.SignatureNotValid, default);
        }

        CountHeaders(table, sent, credential.Partner);
        CountDepartures(departures, credential.Partner);
        CountClock(credential, stamp);
        if (token is not null && !sent[SnapHeaders.Authorization].StartsWith(Scheme, StringComparison.Ordinal))
            leniency.Count(credential.Partner, new(vendor.Dialect), "scheme");

        return (Refuse(http, credential, about, codes), new(credential, stamp));
    }

    Credential? Find(HttpContext http, string name)
    {
        if (credentials.Find(new(vendor.Dialect), new(name)) is not { } credential)
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
        if (!SnapTimestamp.TryParseCompatible(sent[SnapHeaders.Timestamp], out stamp))
            return false;

        var at = SnapCaller.IsUtcClock(credential) ? SnapTimestamp.OfUtcClock(stamp) : stamp;
        if (clock.IsNear(at))
            return true;

        Hints.Clock(http, clock.Ahead(at));
        return false;
    }

    SnapCode? Refuse(HttpContext http, Credential credential, AsksAbout about, SnapCodes codes)
    {
        switch (_admission.Refuse(credential, SourceAddress.Of(http), about))
        {
            case null:
                return null;
            case Unadmitted.NotActive:
                return codes.UnknownClient;
            case Unadmitted.AddressNotRegistered:
                Hints.Address(http);
                return codes.AddressNotRegistered;
            case Unadmitted.TooManyMisses:
                Hints.Misses(http);
                return codes.TooManyRequests;
            default:
                return codes.TooManyRequests;
        }
    }

    static void Explain(HttpContext http, string? advice) =>
        Hints.Explain(http, "X-SIGNATURE does not verify.", advice);

    // No Authorization, where the table lets it be missing, and no token: the caller signs with its private key.
    async ValueTask<(SnapCode? Refusal, string? Token)> JudgeAccess(
        HttpContext http, SentHeaders sent, Credential credential, SnapCodes codes)
    {
        var authorization = sent[SnapHeaders.Authorization];
        if (authorization.Length == 0)
            return (null, null);

        if (ReadToken(authorization, credential.Partner.IsStrict) is not { } token)
        {
            Hints.Token(http, verdict: null);
            return (codes.TokenNotValid, null);
        }

        var verdict = await tokens.Check(token, credential, http.RequestAborted);
        if (verdict is not TokenVerdict.Valid)
            Hints.Token(http, verdict.ToString());

        return verdict switch
        {
            TokenVerdict.Valid => (null, token),
            TokenVerdict.Expired => (codes.TokenExpired, null),
            TokenVerdict.OfAnother or TokenVerdict.Invalid => (codes.TokenNotValid, null),
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

    // Only what a known caller signed is counted, and never what a strict one sent: that was refused. Most requests
    // keep to the letter, and cost one look at the table.
    void CountHeaders(HeaderRules table, SentHeaders sent, Partner partner)
    {
        if (partner.IsStrict)
            return;

        if (table.FindFault(sent, isStrict: true) is not null)
        {
            foreach (var header in table.FindLax(sent))
                leniency.Count(partner, new(vendor.Dialect), header);
        }

        if (SignatureText.IsHex(sent[SnapHeaders.Signature]))
            leniency.Count(partner, new(vendor.Dialect), "hex signature");
    }

    void CountDepartures(Departures departures, Partner partner)
    {
        if (departures.HasFlag(Departures.SecondReading))
            leniency.Count(partner, new(vendor.Dialect), "body escapes");

        if (departures.HasFlag(Departures.KeyBesideToken))
            leniency.Count(partner, new(vendor.Dialect), "private key beside token");
    }

    void CountClock(Credential credential, DateTimeOffset stamp)
    {
        if (SnapCaller.IsUtcClock(credential) && stamp.Offset != TimeSpan.Zero)
            leniency.Count(credential.Partner, new(vendor.Dialect), "utc-clock");
    }
}
