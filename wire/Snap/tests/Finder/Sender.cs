using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Periksa.Wire.Snap.Tests.Finder;

/// <summary>Somebody who signs a request, in steps that can be changed one by one. Shares nothing with the product's
/// signers.</summary>
sealed partial record Sender
{
    public required string Method { get; init; }

    public required string Target { get; init; }

    /// <summary><c>null</c>: no token and no colon.</summary>
    public required string? Token { get; init; }

    public required string Timestamp { get; init; }

    public required byte[] Body { get; init; }

    public required byte[] Secret { get; init; }

    /// <summary>Signs with a private key where there is one.</summary>
    public RSA? Key { get; init; }

    public RSASignaturePadding Padding { get; init; } = RSASignaturePadding.Pkcs1;

    public HashAlgorithmName KeyHash { get; init; } = HashAlgorithmName.SHA256;

    public Func<byte[], byte[]> Minify { get; init; } = Minified;

    public Func<byte[], string> Digest { get; init; } = text => Convert.ToHexStringLower(SHA256.HashData(text));

    public string Separator { get; init; } = ":";

    public Func<string[], string[]> Arrange { get; init; } = parts => parts;

    public Func<string, string> Finish { get; init; } = text => text;

    public Func<byte[], byte[], byte[]> Hmac { get; init; } = HMACSHA512.HashData;

    public Func<byte[], string> Spell { get; init; } = Convert.ToBase64String;

    public string Sign()
    {
        string?[] parts = [Method, Target, Token, Digest(Minify(Body)), Timestamp];
        var text = Encoding.UTF8.GetBytes(
            Finish(string.Join(Separator, Arrange([.. parts.OfType<string>()]))));
        return Spell(Key is null ? Hmac(Secret, text) : Key.SignData(text, KeyHash, Padding));
    }

    public static byte[] Minified(byte[] body)
    {
        var text = Encoding.Latin1.GetString(body);
        return Encoding.Latin1.GetBytes(StringOrBlank.Replace(text, found => found.Value[0] is '"' ? found.Value : ""));
    }

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"|[ \t\r\n]+
        """, RegexOptions.Singleline)]
    private static partial Regex StringOrBlank { get; }
}
