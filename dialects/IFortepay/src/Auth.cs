using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>Whether a caller may go on: who it is, or the code that refuses it.</summary>
/// <param name="Stamp">The moment its X-TIMESTAMP names.</param>
internal readonly record struct Admission(Credential? Caller, DateTimeOffset Stamp, SnapCode? Refusal)
{
    [MemberNotNullWhen(true, nameof(Caller)), MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsGranted => Caller is not null;

    public static Admission Refused(SnapCode code) => new(null, default, code);
}

/// <summary>Who is asking, from headers that have their form, and whether it may ask now. The order of the checks is a
/// promise.</summary>
internal sealed class Auth(
    ICredentials credentials, IAccessTokens tokens, ICallerClock callerClock, ILaxity laxity, IThrottle throttle)
{
    public const string Dialect = "ifortepay";

    const string Scheme = "Bearer ";

    /// <summary>Judges a request for an access token.</summary>
    public Admission AdmitClient(SentHeaders headers)
    {
        if (Find(headers[Headers.ClientKey]) is not { } caller)
            return Admission.Refused(TokenCodes.UnknownClient);

        var lax = Headers.Token.FindFault(headers, isStrict: true);
        if (caller.Partner.IsStrict && lax is { } fault)
            return Admission.Refused(TokenCodes.For(fault));

        if (!IsNow(headers, out var stamp))
            return Admission.Refused(TokenCodes.WrongTimestamp);

        if (!IsSigned(headers, caller))
            return RefuseSignature(TokenCodes.WrongSignature);

        CountLaxities(headers, lax is null ? null : Headers.Token, caller.Partner);

        return throttle.Admits(caller.Partner, Dialect)
            ? new(caller, stamp, Refusal: null)
            : Admission.Refused(TokenCodes.TooManyRequests);
    }

    /// <summary>Judges an account inquiry.</summary>
    public async ValueTask<Admission> Admit(HttpContext http, SentHeaders headers, ReadOnlyMemory<byte> body)
    {
        if (Find(headers[Headers.PartnerId]) is not { } caller)
            return Admission.Refused(Codes.UnknownClient);

        var lax = Headers.Inquiry.FindFault(headers, isStrict: true);
        if (caller.Partner.IsStrict && lax is { } fault)
            return Admission.Refused(Codes.For(fault));

        if (BearerToken(headers, caller.Partner) is not { } token
            || await tokens.Check(token, caller, http.RequestAborted) is not TokenVerdict.Valid)
        {
            return Admission.Refused(Codes.InvalidToken);
        }

        if (!IsNow(headers, out var stamp))
            return Admission.Refused(Codes.WrongTimestamp);

        if (!IsSigned(http, headers, body.Span, token, caller))
            return RefuseSignature(Codes.WrongSignature);

        CountLaxities(headers, lax is null ? null : Headers.Inquiry, caller.Partner);
        if (!headers[Headers.Authorization].StartsWith(Scheme, StringComparison.Ordinal))
            laxity.Count(caller.Partner, Dialect, "scheme");

        return throttle.Admits(caller.Partner, Dialect)
            ? new(caller, stamp, Refusal: null)
            : Admission.Refused(Codes.TooManyRequests);
    }

    Credential? Find(string name) =>
        credentials.Find(Dialect, name) is { Partner.Active: true } credential ? credential : null;

    bool IsNow(SentHeaders headers, out DateTimeOffset stamp) =>
        SnapTimestamp.TryParseOrZ(headers[Headers.Timestamp], out stamp) && callerClock.IsNear(stamp);

    static string? BearerToken(SentHeaders headers, Partner partner)
    {
        var value = headers[Headers.Authorization];
        var casing = partner.IsStrict ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return value.StartsWith(Scheme, casing) ? value[Scheme.Length..] : null;
    }

    static bool IsSigned(SentHeaders headers, Credential caller)
    {
        if (caller.PublicKey.IsEmpty)
            return false;

        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(caller.PublicKey.Span, out _);
        return TokenSignature.Verify(
            key,
            headers[Headers.ClientKey],
            headers[Headers.Timestamp],
            headers[Headers.Signature],
            FormsFor(caller.Partner));
    }

    static bool IsSigned(
        HttpContext http, SentHeaders headers, ReadOnlySpan<byte> body, string token, Credential caller)
    {
        var request = new ServiceRequest(
            http.Request.Method, RequestTarget.Of(http), body, headers[Headers.Timestamp]);

        return caller.ClientSecret is { } secret && ServiceSignature.Verify(
            secret.Bytes, request, token, headers[Headers.Signature], FormsFor(caller.Partner));
    }

    static SignatureForms FormsFor(Partner partner) =>
        partner.IsStrict ? SignatureForms.Base64 : SignatureForms.Base64OrHex;

    // The one place that hears of every signature that was refused.
    static Admission RefuseSignature(SnapCode code) => Admission.Refused(code);

    /// <param name="rules">The table that the headers bend; <c>null</c> when they keep to its letter.</param>
    void CountLaxities(SentHeaders headers, HeaderRules? rules, Partner partner)
    {
        if (!partner.IsStrict && SignatureText.IsHex(headers[Headers.Signature]))
            laxity.Count(partner, Dialect, "hex signature");

        foreach (var header in rules?.FindLax(headers) ?? [])
            laxity.Count(partner, Dialect, header);
    }
}
