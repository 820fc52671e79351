using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Periksa.Tests.Support;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>A request on its way, perhaps signed, to be tampered with.</summary>
/// <remarks>It signs with the platform's own cryptography and none of ours, and sorts nothing: its bodies are
/// compact and in order.</remarks>
sealed record Letter(string Path, ImmutableArray<(string Name, string Value)> Headers, byte[] Body)
{
    public const string TokenPath = "/api/v1.1/access-token/b2b";
    public const string StatusPath = $"/api/v2.0/disbursement/{Callers.Account}/inquiry-status";
    public const string TransferPath = "/api/v2.0/disbursement/transfer";
    public const string BeneficiaryPath = "/api/v2.0/disbursement/check-beneficiary";
    public const string SwiftBeneficiaryPath = "/api/v1.0/disbursement/check-beneficiary";
    public const string FeePath = $"/api/v1.0/disbursement/{Callers.Account}/check-fee";

    public const string Grant = """{"grant_type":"client_credentials"}""";
    public const string Reference = """{"reference_number":"1134567891011"}""";

    public const string Order =
        $"{{\"account_id\":\"{Callers.Account}\",\"amount\":50000,\"bank_account_number\":\"1234567890000\","
        + """
        "bank_code":"002","notes":"sometimes","reference_number":"1134567891014"}
        """;

    public HttpMethod Method { get; init; } = HttpMethod.Post;

    public static Letter Token(
        string body = Grant,
        string partner = Callers.Usual,
        string client = Callers.ClientId,
        string secret = Callers.Secret,
        string day = "20251212") => new(
        TokenPath,
        [
            ("Content-Type", "application/json"),
            ("X-PARTNER-ID", partner),
            ("X-CLIENT-ID", client),
            ("X-Signature", Sign(secret, $"{client}_{secret}_{day}")),
        ],
        Encoding.UTF8.GetBytes(body));

    /// <summary>A request that its token is enough for.</summary>
    public static Letter To(
        string path, string body, string partner = Callers.Usual, string token = ScriptedAccessTokens.Valid) => new(
        path,
        [
            ("Content-Type", "application/json"),
            ("X-PARTNER-ID", partner),
            ("Authorization", $"Bearer {token}"),
        ],
        Encoding.UTF8.GetBytes(body));

    public static Letter Transfer(
        byte[] body,
        string partner = Callers.Usual,
        string token = ScriptedAccessTokens.Valid,
        string stamp = DialectHost.Stamp,
        string secret = Callers.Secret,
        string signed = $"POST:{TransferPath}")
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(body));

        return new(
            TransferPath,
            [
                ("Content-Type", "application/json"),
                ("X-PARTNER-ID", partner),
                ("Authorization", $"Bearer {token}"),
                ("X-Timestamp", stamp),
                ("X-Signature", Sign(secret, $"{signed}:{token}:{digest}:{stamp}")),
            ],
            body);
    }

    public static Letter Transfer(string body = Order) => Transfer(Encoding.UTF8.GetBytes(body));

    public string this[string name] => Headers.Single(header => header.Name == name).Value;

    public Letter With(string name, string value) =>
        this with { Headers = [.. Headers.Select(header => header.Name == name ? (name, value) : header)] };

    public Letter Without(string name) =>
        this with { Headers = [.. Headers.Where(header => header.Name != name)] };

    public Letter Twice(string name) => this with { Headers = Headers.Add((name, this[name])) };

    /// <summary>White space behind the body, which no signature covers.</summary>
    public Letter Padded(int length) =>
        this with { Body = [.. Body, .. Enumerable.Repeat((byte)' ', length - Body.Length)] };

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Method, Path) { Content = new ByteArrayContent(Body) };
        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    static string Sign(string secret, string text) => Convert.ToHexStringLower(
        HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
