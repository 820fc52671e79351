using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>Names the known mistake that explains the signature of a request.</summary>
public static class SignatureAdvice
{
    /// <param name="sent">The text of X-Signature.</param>
    /// <param name="secret">The client secret's bytes.</param>
    /// <returns>What to do; <c>null</c> for a signature that is right.</returns>
    public static string? Find(string sent, ReadOnlySpan<byte> secret, SignedRequest request) =>
        Explain(sent, secret, request)?.Advice;

    /// <summary>The same, with what was signed instead.</summary>
    public static SignedInstead? Explain(string sent, ReadOnlySpan<byte> secret, SignedRequest request)
    {
        var right = Signature.OfRequest(secret, request);
        if (Is(right, sent))
            return null;

        if (FindSpelling(right, sent) is { } spelling)
            return new(spelling);

        foreach (var wrong in Wrong(request))
        {
            if (Is(Signature.Of(secret, wrong.Text), sent))
                return wrong;
        }

        return new(
            "Sign METHOD:PATH:TOKEN:DIGEST:TIMESTAMP with HMAC-SHA512, the digest being the hex SHA-256 of the body "
            + "with its names in order and no white space.");
    }

    // Commonest first.
    static IEnumerable<SignedInstead> Wrong(SignedRequest request)
    {
        var (body, digest) = (request.Body, Hex(Signature.Digest(request.Body.Span)));
        yield return new(
            "Put the names of the body's objects in order before you digest it, without white space; what was "
            + "signed is the body as it was sent.",
            Text(request, Hex(SHA256.HashData(body.Span))));
        yield return new(
            "Put the names of the body's objects in order before you digest it; only white space was dropped.",
            Text(request, Hex(SHA256.HashData(Compact(body.Span)))));
        yield return new(
            "Digest the body that you send; what was signed has none.", Text(request, Hex(SHA256.HashData([]))));

        if (request.Target.Split('?')[0] is var path && path != request.Target)
            yield return new("Sign the path with its query.", Text(request with { Target = path }, digest));

        yield return new(
            "Sign the token alone, without the word Bearer.",
            Text(request with { Token = $"Bearer {request.Token}" }, digest));
        yield return new(
            "Put the access token into what you sign, between the path and the digest.",
            Text(request with { Token = "" }, digest));
        yield return new(
            "Write the method in capitals in what you sign.",
            Text(request with { Method = request.Method.ToLowerInvariant() }, digest));
        yield return new("Write the hex digits of the digest in lower case.", Text(request, digest.ToUpperInvariant()));
        yield return new(
            "Sign the very text of X-Timestamp, in seconds: what was signed has milliseconds.",
            Text(request with { Timestamp = request.Timestamp + "000" }, digest));
        yield return new(
            "Sign the text without a line break at its end (echo adds one, printf does not).",
            [.. Text(request, digest), (byte)'\n']);
        yield return new(
            "Put the digest of the body into what you sign, not the body itself.",
            Text(request, Encoding.UTF8.GetString(Signature.Canonical(body.Span))));
    }

    /// <summary>The same of a request for a token.</summary>
    /// <param name="days">Those of WIB that it may be.</param>
    public static string? FindToken(
        string sent, ReadOnlySpan<byte> secret, string clientId, IReadOnlyCollection<DateOnly> days) =>
        ExplainToken(sent, secret, clientId, days)?.Advice;

    /// <summary>The same, with what was signed instead, where <see cref="SecretsPlace"/> stands for the
    /// secret.</summary>
    public static SignedInstead? ExplainToken(
        string sent, ReadOnlySpan<byte> secret, string clientId, IReadOnlyCollection<DateOnly> days)
    {
        foreach (var day in days)
        {
            var right = Signature.OfToken(secret, clientId, day);
            if (Is(right, sent))
                return null;

            if (FindSpelling(right, sent) is { } spelling)
                return new(spelling);

            foreach (var (advice, date) in OtherDates(day))
            {
                if (Is(Signature.OfTokenDated(secret, clientId, date), sent))
                    return new(advice, Encoding.UTF8.GetBytes($"{clientId}_{SecretsPlace}_{date}"));
            }
        }

        return new("Sign CLIENT-ID_SECRET_yyyyMMdd with HMAC-SHA512, the secret as the key, as lower-case hex.");
    }

    /// <summary>What is written where a string to sign holds the secret, which is nobody else's to see.</summary>
    public const string SecretsPlace = "(the client secret)";

    static IEnumerable<(string Advice, string Date)> OtherDates(DateOnly day)
    {
        const string other = "Sign the day as it is in WIB (UTC+7) when you send it: what was signed is another day.";
        yield return (other, Date(day.AddDays(-1), "yyyyMMdd"));
        yield return (other, Date(day.AddDays(1), "yyyyMMdd"));
        yield return ("Write the day in the signature without hyphens: yyyyMMdd.", Date(day, "yyyy-MM-dd"));
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

    static byte[] Text(SignedRequest request, string digest) => Signature.Text(request, digest);

    static string Hex(byte[] digest) => Convert.ToHexStringLower(digest);

    static string Date(DateOnly day, string format) => day.ToString(format, CultureInfo.InvariantCulture);

    static bool Is(string known, string sent) => Signatures.AreSame(known, sent);
}
