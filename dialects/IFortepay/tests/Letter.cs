using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IFortepay.Tests;

/// <summary>A request on its way, to be signed and then tampered with.</summary>
/// <remarks>It signs with the platform's own cryptography and none of ours, and minifies nothing: its bodies are
/// compact.</remarks>
sealed record Letter(string Path, ImmutableArray<(string Name, string Value)> Headers, byte[] Body)
{
    public const string InquiryPath = "/api/v1.0/account-inquiry-external";
    public const string TokenPath = "/api/v1.0/access-token/b2b";
    public const string Grant = """{"grantType":"client_credentials"}""";

    public const string Question =
        """
        {"beneficiaryBankCode":"014","beneficiaryAccountNo":"0123456789","partnerReferenceNo":"20221220-0010"}
        """;

    static readonly RSA Key = RSA.Create(2048);

    /// <summary>Verifies what <see cref="Token"/> signs.</summary>
    public static byte[] PublicKey { get; } = Key.ExportSubjectPublicKeyInfo();

    public HttpMethod Method { get; init; } = HttpMethod.Post;

    public static Letter Inquiry(
        byte[] body,
        string client = Callers.Usual,
        string token = ScriptedAccessTokens.Valid,
        string stamp = OneRoom.Stamp,
        string secret = Callers.Secret,
        string signed = $"POST:{InquiryPath}")
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(body));
        var text = Encoding.UTF8.GetBytes($"{signed}:{token}:{digest}:{stamp}");
        var signature = HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), text);

        return new(
            InquiryPath,
            [
                ("Content-Type", "application/json"),
                ("Authorization", $"Bearer {token}"),
                ("X-TIMESTAMP", stamp),
                ("X-SIGNATURE", Convert.ToBase64String(signature)),
                ("X-PARTNER-ID", client),
                ("X-EXTERNAL-ID", "1672818589804"),
                ("CHANNEL-ID", "api"),
            ],
            body);
    }

    public static Letter Inquiry(string body = Question, string client = Callers.Usual) =>
        Inquiry(Encoding.UTF8.GetBytes(body), client);

    public static Letter Token(string body = Grant, string client = Callers.Usual, string stamp = OneRoom.Stamp)
    {
        var text = Encoding.UTF8.GetBytes($"{client}|{stamp}");
        var signature = Key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        return new(
            TokenPath,
            [
                ("Content-Type", "application/json"),
                ("X-TIMESTAMP", stamp),
                ("X-CLIENT-KEY", client),
                ("X-SIGNATURE", Convert.ToBase64String(signature)),
            ],
            Encoding.UTF8.GetBytes(body));
    }

    public string this[string name] => Headers.Single(header => header.Name == name).Value;

    public Letter With(string name, string value) =>
        this with { Headers = [.. Headers.Select(header => header.Name == name ? (name, value) : header)] };

    public Letter Without(string name) =>
        this with { Headers = [.. Headers.Where(header => header.Name != name)] };

    public Letter Twice(string name) => this with { Headers = Headers.Add((name, this[name])) };

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
}
