using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Periksa.Wire.Http;

namespace Periksa.Wire.SingaPay;

/// <summary>The parts that a signature covers, of a request and of a webhook alike.</summary>
/// <param name="Target">Path and query as the sender wrote them.</param>
/// <param name="Timestamp">The text of X-Timestamp.</param>
public readonly record struct SignedRequest(
    string Method, string Target, string Token, ReadOnlyMemory<byte> Body, string Timestamp);

/// <summary>The vendor's two formulas: lower-case hex of HMAC-SHA512 with the client secret.</summary>
public static class Signature
{
    /// <summary>Signs a request for a token: the secret is the key, and in the text, too.</summary>
    /// <param name="day">Jakarta's.</param>
    public static string OfToken(ReadOnlySpan<byte> secret, string clientId, DateOnly day) =>
        OfTokenDated(secret, clientId, day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    /// <summary>The same, with the day spelt as somebody did.</summary>
    public static string OfTokenDated(ReadOnlySpan<byte> secret, string clientId, string date) =>
        Of(secret, [.. Utf8($"{clientId}_"), .. secret, .. Utf8($"_{date}")]);

    public static string OfRequest(ReadOnlySpan<byte> secret, SignedRequest request) =>
        OfDigest(secret, request, Digest(request.Body.Span));

    /// <summary>The same, with a digest of the body that somebody may have taken.</summary>
    public static string OfDigest(ReadOnlySpan<byte> secret, SignedRequest request, ReadOnlySpan<byte> digest) =>
        Of(secret, Text(request, Convert.ToHexStringLower(digest)));

    /// <summary>The string to sign, with the hex of a digest.</summary>
    public static byte[] Text(SignedRequest request, string digest) =>
        Utf8($"{request.Method}:{request.Target}:{request.Token}:{digest}:{request.Timestamp}");

    /// <summary>The digest of a body in what is signed.</summary>
    public static byte[] Digest(ReadOnlySpan<byte> body) => SHA256.HashData(Canonical(body));

    /// <summary>A body as a signature covers it. One that is no JSON has no canonical form and is signed as it stands:
    /// its sender is heard, and told that it is no JSON.</summary>
    public static ReadOnlySpan<byte> Canonical(ReadOnlySpan<byte> body) =>
        StrictJson.IsWellFormed(body) ? CanonicalJson.Of(body) : body;

    /// <summary>Signs a text, whatever it is.</summary>
    public static string Of(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> text) =>
        Convert.ToHexStringLower(HMACSHA512.HashData(secret, text));

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
