using System.Security.Cryptography;
using System.Text;
using Periksa.Tests.Support;

namespace Periksa.Sdk.Tests;

/// <summary>What one SDK makes of a SNAP request. It signs with the platform's own cryptography and none of
/// ours.</summary>
/// <param name="Stamp">How it writes the time.</param>
/// <param name="Sends">How it writes the body that it sends.</param>
/// <param name="Signs">How it writes the body that it signs.</param>
sealed record SnapSdk(Func<DateTimeOffset, string> Stamp, Func<string, string> Sends, Func<string, string> Signs)
{
    public const string Client = "8f548c9c439139b2285269e56db6b8ed";
    public const string Secret = "sandbox-secret-tokomaju";

    static readonly (string, string)[] NoHeaders = [];

    static readonly RSA PrivateKey = RSA.Create(2048);

    public static byte[] PublicKey { get; } = PrivateKey.ExportSubjectPublicKeyInfo();

    /// <summary>Its name where it shows a token, which need not be the one that it fetched the token by.</summary>
    public string PartnerId { get; init; } = Client;

    public string ExternalId { get; init; } = "1687243078001";

    public string Channel { get; init; } = "95221";

    public string ContentType { get; init; } = "application/json";

    public string Scheme { get; init; } = "Bearer";

    public string Grant { get; init; } = """{"grantType":"client_credentials"}""";

    /// <summary>Whether it shows a token and signs with its private key all the same.</summary>
    public bool SignsWithKey { get; init; }

    /// <summary>Whether it shows a token at all; without one, its private key signs.</summary>
    public bool ShowsToken { get; init; } = true;

    public bool IsHex { get; init; }

    /// <summary>Which headers it sends twice.</summary>
    public string[] Doubles { get; init; } = [];

    /// <summary>What its HTTP client adds of its own.</summary>
    public (string, string)[] Adds { get; init; } = [("Accept", "*/*"), ("User-Agent", "curl/7.88.1")];

    public Sent Token(SnapWire wire, DateTimeOffset now)
    {
        var stamp = Stamp(now);
        return new(wire.TokenTarget, WithDoubles(
        [
            .. Adds,
            ("Content-Type", ContentType),
            ("X-TIMESTAMP", stamp),
            ("X-CLIENT-KEY", Client),
            ("X-SIGNATURE", Write(ByKey($"{Client}|{stamp}"))),
        ]), Grant);
    }

    public Sent Inquiry(SnapWire wire, DateTimeOffset now)
    {
        var (stamp, sent) = (Stamp(now), Sends(wire.Question));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Signs(wire.Question))));
        var signature = SignsWithKey || !ShowsToken
            ? ByKey($"POST:{wire.InquiryTarget}:{digest}:{stamp}")
            : BySecret($"POST:{wire.InquiryTarget}:{ScriptedAccessTokens.Valid}:{digest}:{stamp}");

        return new(wire.InquiryTarget, WithDoubles(
        [
            .. Adds,
            ("Content-Type", ContentType),
            .. ShowsToken ? [("Authorization", $"{Scheme} {ScriptedAccessTokens.Valid}")] : NoHeaders,
            ("X-TIMESTAMP", stamp),
            ("X-SIGNATURE", Write(signature)),
            ("ORIGIN", "https://toko.example"),
            ("X-PARTNER-ID", PartnerId),
            ("X-EXTERNAL-ID", ExternalId),
            ("CHANNEL-ID", Channel),
        ]), sent);
    }

    (string, string)[] WithDoubles((string Name, string Value)[] headers) =>
        [.. headers, .. headers.Where(header => Doubles.Contains(header.Name))];

    string Write(byte[] signature) =>
        IsHex ? Convert.ToHexStringLower(signature) : Convert.ToBase64String(signature);

    static byte[] BySecret(string text) =>
        HMACSHA512.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text));

    static byte[] ByKey(string text) => PrivateKey.SignData(
        Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
