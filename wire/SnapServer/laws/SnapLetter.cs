using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Periksa.Tests.Support;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>A request on its way, to be signed and then tampered with: header lines and bytes as given.</summary>
/// <remarks>It signs with the platform's own cryptography and none of ours, and minifies nothing: its bodies are
/// compact.</remarks>
public sealed record SnapLetter(SnapSubject Subject, string Target, byte[] Body)
{
    public const string Grant = """{"grantType":"client_credentials"}""";

    static readonly RSA PrivateKey = RSA.Create(2048);

    /// <summary>Verifies what <see cref="Sign"/> signs with a private key.</summary>
    public static readonly byte[] PublicKey = PrivateKey.ExportSubjectPublicKeyInfo();

    public string Method { get; init; } = "POST";

    public ImmutableDictionary<string, StringValues> Headers { get; init; } =
        ImmutableDictionary.Create<string, StringValues>(StringComparer.OrdinalIgnoreCase);

    /// <summary>True if it asks for a token.</summary>
    public bool IsForToken { get; init; }

    /// <summary>A request for a token that is right but for its signature, which is missing.</summary>
    public static SnapLetter Token(SnapSubject subject) =>
        new SnapLetter(subject, subject.TokenPath, Encoding.UTF8.GetBytes(Grant)) { IsForToken = true }
            .With("Content-Type", "application/json")
            .With("X-TIMESTAMP", subject.Stamp)
            .With("X-CLIENT-KEY", SnapCallers.Usual);

    /// <summary>A question that is right but for its signature, which is missing.</summary>
    public static SnapLetter Question(SnapSubject subject) =>
        new SnapLetter(subject, subject.Path, Encoding.UTF8.GetBytes(subject.Body))
            .With("Content-Type", "application/json")
            .With("Authorization", "Bearer " + ScriptedAccessTokens.Valid)
            .With("X-TIMESTAMP", subject.Stamp)
            .With("X-PARTNER-ID", SnapCallers.Usual)
            .With("X-EXTERNAL-ID", "1687243078")
            .With("CHANNEL-ID", subject.Channel);

    /// <summary>All that are right but for their signature: with a private key in place of a token where the vendor
    /// lets its callers do so.</summary>
    public static IEnumerable<SnapLetter> All(SnapSubject subject) =>
        [Token(subject), .. Questions(subject)];

    public static IEnumerable<SnapLetter> Questions(SnapSubject subject)
    {
        yield return Question(subject);
        if (subject.Operation.MaySignWithKey)
            yield return Question(subject).Without("Authorization");
    }

    public string this[string header] => Headers[header].ToString();

    public SnapLetter With(string header, StringValues value) => this with { Headers = Headers.SetItem(header, value) };

    public SnapLetter Without(string header) => this with { Headers = Headers.Remove(header) };

    public SnapLetter Saying(string body) => this with { Body = Encoding.UTF8.GetBytes(body) };

    /// <summary>The same, signed as its target demands; a question without Authorization with the private
    /// key.</summary>
    /// <param name="isHex">Written in hex instead of base64.</param>
    /// <param name="body">What is signed in place of the body: a minified one, or another.</param>
    public SnapLetter Sign(bool isHex = false, byte[]? body = null)
    {
        var signature = IsForToken
            ? ByKey($"{Headers["X-CLIENT-KEY"]}|{Headers["X-TIMESTAMP"]}")
            : OfQuestion(Convert.ToHexStringLower(SHA256.HashData(body ?? Body)));

        return With("X-SIGNATURE", isHex ? Convert.ToHexStringLower(signature) : Convert.ToBase64String(signature));
    }

    byte[] OfQuestion(string digest)
    {
        if (!Headers.TryGetValue("Authorization", out var authorization))
            return ByKey($"{Method}:{Target}:{digest}:{Headers["X-TIMESTAMP"]}");

        var token = authorization.ToString().Split(' ', 2)[^1];
        return HMACSHA512.HashData(
            Encoding.UTF8.GetBytes(SnapCallers.Secret),
            Encoding.UTF8.GetBytes($"{Method}:{Target}:{token}:{digest}:{Headers["X-TIMESTAMP"]}"));
    }

    static byte[] ByKey(string text) => PrivateKey.SignData(
        Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
