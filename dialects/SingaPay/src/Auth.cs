using System.Globalization;
using Microsoft.AspNetCore.Http;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>The objections to a request before its body is believed. Both shapes of answer have words for
/// them.</summary>
internal enum Objection
{
    /// <summary>Nobody active has this name, or what should prove it does not. Which of them is not said.</summary>
    Unauthorized,

    AddressNotRegistered,
    SignatureInvalid,
    TooManyRequests,
}

/// <summary>The caller whose request it is.</summary>
internal readonly record struct Caller(Credential Credential)
{
    public Partner Partner => Credential.Partner;

    public bool PaysFrom(string account) => Credential.PayingAccounts.Contains(new(account));
}

/// <summary>Authenticates a request and admits it. The order of the checks is a promise.</summary>
internal sealed class Auth(
    ICredentials credentials, IAccessTokens tokens, ICallerClock clock, IThrottle throttle, IMissBudgets misses)
{
    public static readonly DialectName Dialect = new("singapay");

    const string Scheme = "Bearer ";

    /// <summary>Far longer than our tokens are; a longer text is none.</summary>
    const int AuthorizationLengthMaximum = 4096;

    /// <summary>Lasts until the year 5138, and never overflows a date.</summary>
    const int TimestampDigitsMaximum = 11;

    readonly Admission _admission = new(throttle, misses);

    /// <summary>Returns the objection to a request for a token, or else its caller.</summary>
    public (Objection? Objection, Caller Caller) JudgeToken(HttpContext http)
    {
        if (Find(http) is not { } credential)
            return (Objection.Unauthorized, default);

        if (!SignedToken(credential, http.Request))
        {
            Mistakes.ExplainToken(http, credential, clock);
            return (Objection.Unauthorized, default);
        }

        return Admit(http, credential, AsksAbout.Own);
    }

    /// <summary>Returns the objection to a request for anything else, or else its caller.</summary>
    /// <param name="signed">The body, where the request must be signed; <c>null</c> where its token is
    /// enough.</param>
    public async ValueTask<(Objection? Objection, Caller Caller)> Judge(
        HttpContext http, AsksAbout about, ReadOnlyMemory<byte>? signed = null)
    {
        if (Find(http) is not { } credential)
            return (Objection.Unauthorized, default);

        if (ReadToken(http.Request) is not { } token)
        {
            Hints.Token(http, verdict: null);
            return (Objection.Unauthorized, default);
        }

        if (await tokens.Check(token, credential, http.RequestAborted) is not TokenVerdict.Valid and var verdict)
        {
            Hints.Token(http, verdict.ToString());
            return (Objection.Unauthorized, default);
        }

        if (!Admission.MayCallFrom(credential, SourceAddress.Of(http)))
        {
            Hints.Address(http);
            return (Objection.AddressNotRegistered, default);
        }

        if (signed is { } body && !SignedRequest(credential, http, token, body))
        {
            Mistakes.ExplainRequest(http, credential, token, body, clock);
            return (Objection.SignatureInvalid, default);
        }

        return Admit(http, credential, about);
    }

    Credential? Find(HttpContext http)
    {
        if (OnlyHeader.Value(http.Request, Headers.PartnerId) is not { } name)
        {
            Hints.Explain(http, $"There is no single {Headers.PartnerId} header.");
            return null;
        }

        if (credentials.Find(Dialect, new(name)) is not { } credential)
        {
            Hints.Explain(http, $"Nobody has this {Headers.PartnerId} in this dialect.");
            return null;
        }

        Hints.Name(http, credential.Partner.Id);
        if (credential.Partner.Active)
            return credential;

        Hints.Explain(http, "The partner is not active.", "Ask the operator to activate this partner.");
        return null;
    }

    // A day's signature is good all day long, and around midnight two days' are.
    bool SignedToken(Credential credential, HttpRequest request)
    {
        if (OnlyHeader.Value(request, Headers.ClientId) is not { } clientId
            || OnlyHeader.Value(request, Headers.Signature) is not { } signature
            || credential.ClientId is not { } known
            || !Signatures.AreSame(known, clientId))
        {
            return false;
        }

        return credential.ClientSecrets.Any(secret => clock.Days.Any(
            day => Signatures.AreSame(Signatures.OfToken(secret, known, day), signature)));
    }

    bool SignedRequest(Credential credential, HttpContext http, string token, ReadOnlyMemory<byte> body)
    {
        if (OnlyHeader.Value(http.Request, Headers.Timestamp) is not { } timestamp
            || OnlyHeader.Value(http.Request, Headers.Signature) is not { } signature
            || !IsNow(timestamp))
        {
            return false;
        }

        var request = new SignedRequest(http.Request.Method, RequestTarget.Of(http), token, body, timestamp);
        return credential.ClientSecrets.Any(
            secret => Signatures.AreSame(Signatures.OfRequest(secret, request), signature));
    }

    bool IsNow(string timestamp) =>
        timestamp.Length <= TimestampDigitsMaximum
        && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && !timestamp.AsSpan().ContainsAnyExceptInRange('0', '9')   // .NET overlooks nulls after a number
        && clock.IsNear(DateTimeOffset.FromUnixTimeSeconds(seconds));

    (Objection?, Caller) Admit(HttpContext http, Credential credential, AsksAbout about)
    {
        switch (_admission.Refuse(credential, SourceAddress.Of(http), about))
        {
            case null:
                return (null, new(credential));
            case Unadmitted.TooManyRequests:
                return (Objection.TooManyRequests, default);
            case Unadmitted.TooManyMisses:
                Hints.Misses(http);
                return (Objection.TooManyRequests, default);
            default:
                Hints.Address(http);
                return (Objection.AddressNotRegistered, default);
        }
    }

    static string? ReadToken(HttpRequest request) =>
        OnlyHeader.Value(request, Headers.Authorization) is { Length: <= AuthorizationLengthMaximum } authorization
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..]
            : null;
}
