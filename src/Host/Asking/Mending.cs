using Periksa.Dialects.SingaPay;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;
using Periksa.Wire.Snap;
using Periksa.Wire.Snap.Finder;
using SingaPayHeaders = Periksa.Wire.SingaPay.Headers;

namespace Periksa.Host.Asking;

/// <summary>Finds what is to be mended about a request that was refused, without sending it.</summary>
static class Mending
{
    const string Bearer = "Bearer ";
    const string TokenPath = "/access-token/b2b";

    // What usual vendors ask for; where one of them asks for less, it is no harm.
    static readonly HeaderRules ServiceHeaders = new(
        SnapHeaders.ContentTypeRow,
        SnapHeaders.AuthorizationRow with { IsMandatory = false },
        SnapHeaders.TimestampRow,
        SnapHeaders.SignatureRow,
        SnapHeaders.PartnerIdRow,
        SnapHeaders.ExternalIdRow,
        SnapHeaders.ChannelIdRow(static _ => true));

    /// <returns>What is to be mended, a sentence or two each; none where nothing is wrong that can be seen.</returns>
    public static IReadOnlyList<string> Find(AskedDialect dialect, KnownCaller caller, WireRequest request)
    {
        List<string> all = [];
        if (request.Body.Length > 0 && !StrictJson.IsWellFormed(request.Body))
            all.Add("The body is no JSON: write it as one object, each name once, in double quotes.");

        all.AddRange(dialect.Manner is Manner.SingaPay
            ? FindSingaPay(caller, request)
            : FindSnap(caller, request));
        return all;
    }

    static IEnumerable<string> FindSnap(KnownCaller caller, WireRequest request)
    {
        var isToken = request.Url.AbsolutePath.EndsWith(TokenPath, StringComparison.Ordinal);
        var rules = isToken ? SnapHeaders.Token : ServiceHeaders;
        if (rules.FindFault(rules.Read(new Sent(request)), isStrict: false) is { } fault)
            yield return Of(fault);

        var name = isToken ? SnapHeaders.ClientKey : SnapHeaders.PartnerId;
        if (request.Header(name) is { Length: > 0 } given && given != caller.Name)
        {
            yield return $"{name} is not {caller.Name}, whose secrets are at hand: send that, or name another "
                + "credential.";
        }

        if (request.Header(SnapHeaders.Signature) is not { Length: > 0 } signature)
            yield break;

        if (FindSignature(caller, request, isToken, signature) is { } advice)
            yield return advice;
    }

    static string Of(FieldFault fault) => fault.IsMissing
        ? $"{fault.Field} is missing: send it, once."
        : fault.Field is SnapHeaders.Timestamp
            ? $"{fault.Field} is none: write it like 2026-01-31T12:00:00+07:00."
            : $"{fault.Field} is longer than it may be, holds what it may not, or is sent twice.";

    static string? FindSignature(KnownCaller caller, WireRequest request, bool isToken, string signature)
    {
        var (target, stamp) = (request.Url.PathAndQuery, request.Header(SnapHeaders.Timestamp) ?? "");
        var authorization = request.Header(SnapHeaders.Authorization) ?? "";
        var token = TokenIn(authorization);
        using var key = caller.PrivateKey is null ? null : caller.OpenKey();
        if (isToken)
        {
            return key is not null && TokenSignature.Verify(key, caller.Name, stamp, signature, SignatureForms.Base64)
                ? null
                : Explained(SignatureFinder.Find(new RefusedTokenRequest
                {
                    Signature = signature,
                    ClientId = caller.Name,
                    Timestamp = stamp,
                    PublicKey = key,
                    Secret = caller.SecretBytes,
                    Target = target,
                    Body = request.Body,
                }), $"{caller.Name}|{stamp}");
        }

        var signed = new ServiceRequest(request.Method, target, request.Body, stamp);
        var isRight = token is null
            ? key is not null && ServiceSignature.Verify(key, signed, signature, SignatureForms.Base64)
            : ServiceSignature.Verify(caller.SecretBytes, signed, token, signature, SignatureForms.Base64);
        return isRight
            ? null
            : Explained(SignatureFinder.Find(new RefusedRequest
            {
                Signature = signature,
                Method = request.Method,
                Target = target,
                Timestamp = stamp,
                Token = token,
                Body = request.Body,
                Host = request.Url.Authority,
                Authorization = authorization,
                PartnerId = request.Header(SnapHeaders.PartnerId) ?? "",
                ExternalId = request.Header(SnapHeaders.ExternalId) ?? "",
                Secret = caller.SecretBytes,
                PublicKey = key,
            }), string.Join(':', (string?[])[
                request.Method, target, .. token is null ? [] : (string[])[token], BodyDigest.Of(request.Body), stamp,
            ]));
    }

    static string Explained(Finding? finding, string text) => finding?.Advice
        ?? "The signature is wrong, and no known mistake explains it: is the secret or key the right one? What is to "
            + $"be signed is\n  {text}";

    static IEnumerable<string> FindSingaPay(KnownCaller caller, WireRequest request)
    {
        if (request.Header(SingaPayHeaders.PartnerId) != caller.Name)
            yield return $"X-PARTNER-ID is not {caller.Name}: send that, or name another credential.";

        if (request.Url.AbsolutePath.EndsWith(TokenPath, StringComparison.Ordinal))
        {
            foreach (var one in FindSingaPayToken(caller, request, TimeProvider.System.GetUtcNow()))
                yield return one;

            yield break;
        }

        var shown = request.Header(SingaPayHeaders.Authorization) ?? "";
        if (request.Header(SingaPayHeaders.Signature) is not { Length: > 0 } signature)
        {
            if (TokenIn(shown) is null)
                yield return "Authorization is missing: send 'Bearer ' and a token of 'periksa token singapay'.";
        }
        else
        {
            var signed = new SignedRequest(
                request.Method,
                request.Url.PathAndQuery,
                TokenIn(shown) ?? "",
                request.Body,
                request.Header(SingaPayHeaders.Timestamp) ?? "");
            if (SignatureAdvice.Find(signature, caller.SecretBytes, signed) is { } advice)
                yield return advice;
        }
    }

    static IEnumerable<string> FindSingaPayToken(KnownCaller caller, WireRequest request, DateTimeOffset now)
    {
        var clientId = request.Header(SingaPayHeaders.ClientId) ?? "";
        if (clientId.Length == 0)
            yield return "X-CLIENT-ID is missing: send the client id, which is another than X-PARTNER-ID.";
        else if (caller.ClientId is { } known && clientId != known)
            yield return $"X-CLIENT-ID is not {known}: send that, or name another credential.";

        // What was signed with another id than the one at hand is not explained by its day.
        var today = DateOnly.FromDateTime(now.ToOffset(BusinessDay.Wib).DateTime);
        if (request.Header(SingaPayHeaders.Signature) is not { Length: > 0 } signature)
        {
            yield return "X-Signature is missing: 'periksa sign singapay' prints one.";
            yield break;
        }

        var id = caller.ClientId ?? clientId;
        if (SignatureAdvice.FindToken(signature, caller.SecretBytes, id, [today]) is { } advice)
            yield return advice;
    }

    static string? TokenIn(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim()
        : authorization is "" ? null
        : authorization;

    readonly struct Sent(WireRequest request) : IHeaderSource
    {
        public int Read(string name, out string first, out bool areEqual)
        {
            var values = request.Headers.Where(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(one => one.Value).ToArray();
            (first, areEqual) = (values is [var one, ..] ? one : "", values.Distinct().Count() <= 1);
            return values.Length;
        }
    }
}
