using System.Security.Cryptography;
using System.Text;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>What a request's signature should be, by .NET's own means and not by what made it.</summary>
static class Signatures
{
    public static string Hmac(SentRequest request, string token, string? path = null) => Convert.ToBase64String(
        HMACSHA512.HashData(
            Encoding.UTF8.GetBytes(Play.Secret),
            Encoding.UTF8.GetBytes(
                $"POST:{path ?? request.Path}:{token}:{Digest(request)}:{request["X-TIMESTAMP"]}")));

    public static string Digest(SentRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Body)));

    /// <summary>True if our key signed the text.</summary>
    public static bool IsOfOurKey(SentRequest request, string text) => Play.Key.VerifyData(
        Encoding.UTF8.GetBytes(text),
        Convert.FromBase64String(request["X-SIGNATURE"]),
        HashAlgorithmName.SHA256,
        RSASignaturePadding.Pkcs1);
}
