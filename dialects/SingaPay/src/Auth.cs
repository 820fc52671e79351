using System.Globalization;
using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay;

/// <summary>What may be held against a request before its body is believed. Both shapes of answer have words for
/// it.</summary>
internal enum Objection
{
    /// <summary>Nobody active has this name, or what should prove it does not. Which of them is not said.</summary>
    Unauthorized,

    AddressNotRegistered,
    SignatureInvalid,
    TooManyRequests,
}

/// <summary>Whose request it is.</summary>
internal readonly record struct Caller(Credential Credential)
{
    public Partner Partner => Credential.Partner;

    public bool PaysFrom(string account) => Credential.PayingAccounts.Contains(account);
}

/// <summary>Who is asking, and whether it may ask now. The order of the checks is a promise.</summary>
internal sealed class Auth(ICredentials credentials, IAccessTokens tokens, ICallerClock clock, IThrottle throttle)
{
    public const string Dialect = "singapay";

    const string Scheme = "Bearer ";

    /// <summary>Far longer than our tokens are; a longer text is none.</summary>
    const int AuthorizationLengthMaximum = 4096;

    /// <summary>Lasts until the year 5138, and never overflows a date.</summary>
    const int TimestampDigitsMaximum = 11;

    /// <summary>What is held against a request for a token, or else whose request it is.</summary>
    public (Objection? Objection, Caller Caller) JudgeToken(HttpContext http)
    {
        if (Find(http.Request) is not { } credential || !SignedToken(credential, http.Request))
            return (Objection.Unauthorized, default);

        return credential.MayCallFrom(SourceAddress.Of(http))
            ? Admit(credential)
            : (Objection.AddressNotRegistered, default);
    }

    /// <summary>What is held against a request for anything else, or else whose request it is.</summary>
    /// <param name="signed">The body, where the request must be signed; <c>null</c> where its token is
    /// enough.</param>
    public async ValueTask<(Objection? Objection, Caller Caller)> Judge(
        HttpContext http, ReadOnlyMemory<byte>? signed = null)
    {
        if (Find(http.Request) is not { } credential
            || ReadToken(http.Request) is not { } token
            || await tokens.Check(token, credential, http.RequestAborted) is not TokenVerdict.Valid)
        {
            return (Objection.Unauthorized, default);
        }

        if (!credential.MayCallFrom(SourceAddress.Of(http)))
            return (Objection.AddressNotRegistered, default);

        return signed is not { } body || SignedRequest(credential, http, token, body)
            ? Admit(credential)
            : (Objection.SignatureInvalid, default);
    }

    Credential? Find(HttpRequest request) =>
        OnlyHeader.Value(request, Headers.PartnerId) is { } name
        && credentials.Find(Dialect, name) is { Partner.Active: true } credential
            ? credential
            : null;

    // A day's signature is good all day long, and around midnight two days' are.
    bool SignedToken(Credential credential, HttpRequest request)
    {
        if (OnlyHeader.Value(request, Headers.ClientId) is not { } clientId
            || OnlyHeader.Value(request, Headers.Signature) is not { } signature
            || credential is not { ClientId: { } known, ClientSecret: { } secret }
            || !Signatures.AreSame(known, clientId))
        {
            return false;
        }

        return clock.Days.Any(day => Signatures.AreSame(Signatures.OfToken(secret, known, day), signature));
    }

    bool SignedRequest(Credential credential, HttpContext http, string token, ReadOnlyMemory<byte> body)
    {
        if (OnlyHeader.Value(http.Request, Headers.Timestamp) is not { } timestamp
            || OnlyHeader.Value(http.Request, Headers.Signature) is not { } signature
            || credential.ClientSecret is not { } secret
            || !IsNow(timestamp))
        {
            return false;
        }

        var request = new SignedRequest(http.Request.Method, RequestTarget.Of(http), token, body, timestamp);
        return Signatures.AreSame(Signatures.OfRequest(secret, request), signature);
    }

    bool IsNow(string timestamp) =>
        timestamp.Length <= TimestampDigitsMaximum
        && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && !timestamp.AsSpan().ContainsAnyExceptInRange('0', '9')   // .NET overlooks nulls after a number
        && clock.IsNear(DateTimeOffset.FromUnixTimeSeconds(seconds));

    (Objection?, Caller) Admit(Credential credential) => throttle.Admits(credential.Partner, Dialect)
        ? (null, new(credential))
        : (Objection.TooManyRequests, default);

    static string? ReadToken(HttpRequest request) =>
        OnlyHeader.Value(request, Headers.Authorization) is { Length: <= AuthorizationLengthMaximum } authorization
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..]
            : null;
}
