using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Periksa.Lab.Tests;

/// <summary>Messages of each kind, signed by the formulas of the contracts and with nothing of the product's.</summary>
static class Samples
{
    public const string Secret = "kunci-rahasia-Ω-42";
    public const string Stamp = "2026-11-30T21:00:00+07:00";
    public const string Token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln";
    public const string Body = """{"beneficiaryBankCode": "014", "partnerReferenceNo": "A-1", "name": "Śri/Ayu"}""";
    public const string Minified = """{"beneficiaryBankCode":"014","partnerReferenceNo":"A-1","name":"Śri/Ayu"}""";
    public const string Sorted = """{"beneficiaryBankCode":"014","name":"Śri/Ayu","partnerReferenceNo":"A-1"}""";

    public static DateTimeOffset Now { get; } = new(2026, 11, 30, 14, 1, 0, TimeSpan.Zero);

    public static string Seconds { get; } = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public static RSA Key { get; } = RSA.Create(2048);

    public static string Folder { get; } = typeof(Samples).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Dialects").Value!;

    /// <summary>Every way to sign, with a dialect and a kind that have it.</summary>
    public static IReadOnlyList<Sample> All { get; } =
    [
        new("paydia", LabKind.Request, "POST /snap/v1.0/x?b=%7e&a=1 HTTP/1.1", "X-SIGNATURE",
            $"POST:/snap/v1.0/x?b=%7e&a=1:{Token}:{Hash(Minified)}:{Stamp}", Snap(Token)),
        new("snap", LabKind.KeyRequest, "POST /openapi/v1.0/x HTTP/1.1", "X-SIGNATURE",
            $"POST:/openapi/v1.0/x:{Hash(Minified)}:{Stamp}", Snap(token: null)),
        new("ifortepay", LabKind.Token, "POST /api/v1.0/access-token/b2b HTTP/1.1", "X-SIGNATURE",
            $"TOKOMAJU|{Stamp}", $"X-TIMESTAMP: {Stamp}\nX-CLIENT-KEY: TOKOMAJU\n"),
        new("snap", LabKind.Callback, "POST https://toko.example/hooks?x=%7e HTTP/1.1", "X-SIGNATURE",
            $"POST:/hooks?x=%7e:{Hash(Minified)}:{Stamp}", Snap(token: null)),
        new("ifortepay", LabKind.Callback, "POST https://toko.example/hooks?x=1 HTTP/1.1", "X-SIGNATURE",
            $"https://toko.example/hooks?x=1:1.0:{Hash(Minified)}:{Stamp}",
            $"X-TIMESTAMP: {Stamp}\nX-VERSION: 1.0\n"),
        new("singapay", LabKind.Request, "POST /api/v2.0/disbursement/transfer HTTP/1.1", "X-Signature",
            $"POST:/api/v2.0/disbursement/transfer:{Token}:{Hash(Sorted)}:{Seconds}", SingaPay),
        new("singapay", LabKind.Token, "POST /api/v1.1/access-token/b2b HTTP/1.1", "X-Signature",
            $"klien-1_{Secret}_20261130", "X-PARTNER-ID: toko\nX-CLIENT-ID: klien-1\n"),
        new("singapay", LabKind.Callback, "POST https://toko.example/hooks?x=1 HTTP/1.1", "X-Signature",
            $"POST:/hooks?x=1:{Token}:{Hash(Sorted)}:{Seconds}",
            SingaPay + "User-Agent: SingaPaymentGateway/1.0\n"),
        new("ipg-channel", LabKind.Request, "POST /api/v2/ch/inquiry HTTP/1.1", "Signature", Body,
            "X-CHANNEL-CLIENT: bank\n"),
        new("ipg-biller", LabKind.Callback, "POST https://toko.example/hooks HTTP/1.1", "Signature", Body, ""),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, All.Count)];

    static string SingaPay => $"X-PARTNER-ID: toko\nX-Timestamp: {Seconds}\nAuthorization: Bearer {Token}\n";

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static string Snap(string? token) =>
        $"X-TIMESTAMP: {Stamp}\nX-PARTNER-ID: TOKOMAJU\nX-EXTERNAL-ID: 1\nCHANNEL-ID: 95221\n"
        + (token is null ? "" : $"Authorization: Bearer {token}\n");
}

/// <summary>A message that is to be signed.</summary>
/// <param name="Line">Of the request.</param>
/// <param name="Header">For the signature.</param>
/// <param name="Text">What is to be signed.</param>
/// <param name="Headers">The others.</param>
sealed record Sample(string Dialect, LabKind Kind, string Line, string Header, string Text, string Headers)
{
    public bool IsOfKey => Header is "X-SIGNATURE" && Kind is LabKind.KeyRequest or LabKind.Token
        && Dialect is not "singapay";

    public string Sign(string text) => Sign(text, Samples.Secret);

    public string Sign(string text, string secret)
    {
        var (bytes, key) = (Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(secret));
        return IsOfKey
            ? Convert.ToBase64String(Samples.Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            : Header switch
            {
                "X-SIGNATURE" => Convert.ToBase64String(HMACSHA512.HashData(key, bytes)),
                "X-Signature" => Convert.ToHexStringLower(HMACSHA512.HashData(key, bytes)),
                _ => Convert.ToHexStringLower(HMACSHA256.HashData(key, bytes)),
            };
    }

    public string Write(string signature, string body = Samples.Body) =>
        $"{Line}\n{Headers}{Header}: {signature}\nContent-Type: application/json\n\n{body}";

    /// <summary>Asks the lab about it, with the secret or the key given by hand.</summary>
    public LabFinding Ask(string signature, string body = Samples.Body, string? own = null, LabKind? kind = null)
    {
        using var credential = Given();
        return Laboratory.Examine(
            new()
            {
                Dialect = Dialect, Kind = kind ?? Kind, Text = Write(signature, body), OwnText = own,
                Credential = credential,
            },
            Samples.Now);
    }

    public LabCredential Given() => IsOfKey
        ? LabCredential.OfKey(Samples.Key.ExportSubjectPublicKeyInfoPem())
        : LabCredential.OfSecret(Samples.Secret);

    public override string ToString() => $"{Dialect} {Kind}";
}
