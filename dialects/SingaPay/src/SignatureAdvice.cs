using System.Globalization;
using System.Security.Cryptography;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>Names the known mistake that explains the signature of a request.</summary>
public static class SignatureAdvice
{
    /// <param name="sent">The text of X-Signature.</param>
    /// <param name="secret">The client secret's bytes.</param>
    /// <returns>What to do; <c>null</c> for a signature that is right.</returns>
    public static string? Find(string sent, ReadOnlySpan<byte> secret, SignedRequest request)
    {
        if (Is(Signature.OfRequest(secret, request), sent))
            return null;

        if (FindSpelling(Signature.OfRequest(secret, request), sent) is { } spelling)
            return spelling;

        if (Is(Signature.OfDigest(secret, request, SHA256.HashData(request.Body.Span)), sent))
        {
            return "Put the names of the body's objects in order before you digest it, without white space; what was "
                + "signed is the body as it was sent.";
        }

        if (Is(Signature.OfDigest(secret, request, SHA256.HashData(Compact(request.Body.Span))), sent))
            return "Put the names of the body's objects in order before you digest it; only white space was dropped.";

        if (Is(Signature.OfDigest(secret, request, SHA256.HashData([])), sent))
            return "Digest the body that you send; what was signed has none.";

        var path = request.Target.Split('?')[0];
        if (path != request.Target && Is(Signature.OfRequest(secret, request with { Target = path }), sent))
            return "Sign the path with its query.";

        if (Is(Signature.OfRequest(secret, request with { Token = $"Bearer {request.Token}" }), sent))
            return "Sign the token alone, without the word Bearer.";

        if (Is(Signature.OfRequest(secret, request with { Token = "" }), sent))
            return "Put the access token into what you sign, between the path and the digest.";

        if (Is(Signature.OfRequest(secret, request with { Method = request.Method.ToLowerInvariant() }), sent))
            return "Write the method in capitals in what you sign.";

        return "Sign METHOD:PATH:TOKEN:DIGEST:TIMESTAMP with HMAC-SHA512, the digest being the hex SHA-256 of the body "
            + "with its names in order and no white space.";
    }

    /// <summary>The same of a request for a token.</summary>
    /// <param name="days">Those of WIB that it may be.</param>
    public static string? FindToken(
        string sent, ReadOnlySpan<byte> secret, string clientId, IReadOnlyCollection<DateOnly> days)
    {
        foreach (var day in days)
        {
            var right = Signature.OfToken(secret, clientId, day);
            if (Is(right, sent))
                return null;

            if (FindSpelling(right, sent) is { } spelling)
                return spelling;

            if (Is(Signature.OfToken(secret, clientId, day.AddDays(-1)), sent)
                || Is(Signature.OfToken(secret, clientId, day.AddDays(1)), sent))
            {
                return "Sign the day as it is in WIB (UTC+7) when you send it: what was signed is another day.";
            }

            var hyphened = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (Is(Signature.OfTokenDated(secret, clientId, hyphened), sent))
                return "Write the day in the signature without hyphens: yyyyMMdd.";
        }

        return "Sign CLIENT-ID_SECRET_yyyyMMdd with HMAC-SHA512, the secret as the key, as lower-case hex.";
    }

    static string? FindSpelling(string right, string sent)
    {
        if (Is(right.ToUpperInvariant(), sent.ToUpperInvariant()))
            return "Write the hex digits of the signature in lower case.";

        return Is(Convert.ToBase64String(Convert.FromHexString(right)), sent)
            ? "Write the signature as lower-case hex, not as base64."
            : null;
    }

    // The order as it was, white space outside strings gone.
    static ReadOnlySpan<byte> Compact(ReadOnlySpan<byte> body) =>
        StrictJson.IsWellFormed(body) ? JsonSpace.Drop(body) : body;

    static bool Is(string known, string sent) => Signatures.AreSame(known, sent);
}
