using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Paydia.Tests;

/// <summary>A request as it goes over the wire, header lines and bytes as given; signed with what .NET itself
/// has.</summary>
sealed record Request(string Target, byte[] Body)
{
    public const string Timestamp = "2026-11-20T20:00:00+07:00";
    public const string TokenTarget = "/snap/v1.0/access-token/b2b";
    public const string InquiryTarget = "/snap/v1.0/emoney/bank-account-inquiry";

    public const string InquiryBody =
        """{"partnerReferenceNo":"INV-1","amount":{"value":"10000.00","currency":"IDR"}"""
        + ""","beneficiaryAccountNumber":"0123456789","additionalInfo":{"beneficiaryBankCode":"014"}}""";

    static readonly RSA PrivateKey = RSA.Create(2048);

    /// <summary>Verifies what <see cref="Signed"/> signs with a private key.</summary>
    public static readonly byte[] PublicKey = PrivateKey.ExportSubjectPublicKeyInfo();

    public string Method { get; init; } = "POST";

    public ImmutableDictionary<string, StringValues> Headers { get; init; } =
        ImmutableDictionary.Create<string, StringValues>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A request for a token that is right but for its signature, which is missing.</summary>
    public static Request Token { get; } =
        new Request(TokenTarget, """{"grantType":"client_credentials"}"""u8.ToArray())
            .With("Content-Type", "application/json")
            .With("X-TIMESTAMP", Timestamp)
            .With("X-CLIENT-KEY", Callers.Usual);

    /// <summary>An inquiry that is right but for its signature, which is missing.</summary>
    public static Request Inquiry { get; } =
        new Request(InquiryTarget, Encoding.UTF8.GetBytes(InquiryBody))
            .With("Content-Type", "application/json")
            .With("Authorization", "Bearer " + ScriptedAccessTokens.Valid)
            .With("X-TIMESTAMP", Timestamp)
            .With("X-PARTNER-ID", Callers.Usual)
            .With("X-EXTERNAL-ID", "1687243078")
            .With("CHANNEL-ID", "128");

    public Request With(string header, StringValues value) =>
        this with { Headers = Headers.SetItem(header, value) };

    public Request Without(string header) => this with { Headers = Headers.Remove(header) };

    public Request Saying(string body) => this with { Body = Encoding.UTF8.GetBytes(body) };

    /// <summary>The same, signed as its target demands; an inquiry without Authorization with the private
    /// key.</summary>
    /// <param name="isHex">Written in hex instead of base64.</param>
    /// <param name="body">What is signed in place of the body: a minified one, or another.</param>
    public Request Signed(bool isHex = false, byte[]? body = null)
    {
        var signature = Target is TokenTarget
            ? ByKey($"{Headers["X-CLIENT-KEY"]}|{Headers["X-TIMESTAMP"]}")
            : OfInquiry(Convert.ToHexStringLower(SHA256.HashData(body ?? Body)));

        return With("X-SIGNATURE", isHex ? Convert.ToHexStringLower(signature) : Convert.ToBase64String(signature));
    }

    byte[] OfInquiry(string digest)
    {
        if (!Headers.TryGetValue("Authorization", out var authorization))
            return ByKey($"{Method}:{Target}:{digest}:{Headers["X-TIMESTAMP"]}");

        var token = authorization.ToString().Split(' ', 2)[^1];
        return HMACSHA512.HashData(
            Encoding.UTF8.GetBytes(Callers.Secret),
            Encoding.UTF8.GetBytes($"{Method}:{Target}:{token}:{digest}:{Headers["X-TIMESTAMP"]}"));
    }

    static byte[] ByKey(string text) => PrivateKey.SignData(
        Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static string Stamp(DateTimeOffset moment) =>
        moment.ToOffset(BusinessDay.Wib).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
