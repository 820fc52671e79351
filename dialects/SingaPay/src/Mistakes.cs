using System.Globalization;
using Microsoft.AspNetCore.Http;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>Finds out which known mistake explains a signature that was refused.</summary>
internal static class Mistakes
{
    const string Unsigned = "There is no single X-Signature header.";
    const string Wrong = "The X-Signature header does not verify.";

    const long Milliseconds = 100_000_000_000;

    public static void ExplainToken(HttpContext http, Credential credential, ICallerClock clock)
    {
        var clientId = OnlyHeader.Value(http.Request, Headers.ClientId);
        if (clientId is null || credential.ClientId is not { } known || !Signatures.AreSame(known, clientId))
        {
            Hints.Explain(
                http,
                "X-CLIENT-ID is not this partner's.",
                "Send the client id that the operator gave you in X-CLIENT-ID.");
            return;
        }

        if (OnlyHeader.Value(http.Request, Headers.Signature) is not { } sent)
        {
            Hints.Explain(http, Unsigned, "Send the signature of the token request in X-Signature, once.");
            return;
        }

        Hints.Explain(http, Wrong, credential.ClientSecret is { } secret
            ? SignatureAdvice.FindToken(sent, secret.Bytes, known, clock.Days)
            : "Have the operator give this partner a client secret.");
    }

    public static void ExplainRequest(
        HttpContext http, Credential credential, string token, ReadOnlyMemory<byte> body, ICallerClock clock)
    {
        if (OnlyHeader.Value(http.Request, Headers.Signature) is not { } sent)
        {
            Hints.Explain(http, Unsigned, "Send the signature of this request in X-Signature, once.");
            return;
        }

        if (OnlyHeader.Value(http.Request, Headers.Timestamp) is not { } stamp
            || !long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Hints.Explain(
                http,
                "X-Timestamp is no number.",
                "Send X-Timestamp as seconds since 1970, ten digits, and sign that text.");
            return;
        }

        if (number >= Milliseconds)
        {
            Hints.Explain(
                http,
                "X-Timestamp counts milliseconds.",
                "Send X-Timestamp in seconds, ten digits, and sign that text.");
            return;
        }

        var at = DateTimeOffset.FromUnixTimeSeconds(number);
        if (!clock.IsNear(at))
        {
            Hints.Clock(http, clock.Ahead(at));
            return;
        }

        if (credential.ClientSecret is { } secret)
        {
            var request = new SignedRequest(http.Request.Method, RequestTarget.Of(http), token, body, stamp);
            Hints.Explain(http, Wrong, SignatureAdvice.Find(sent, secret.Bytes, request));
        }
    }
}
