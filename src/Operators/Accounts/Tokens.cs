using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Periksa.Operators.Accounts;

/// <summary>What opens a session or an invitation: 256 bits of chance, so that a plain digest is enough to
/// keep.</summary>
static class Tokens
{
    const int LengthBytes = 32;
    const int LengthMaximum = 64;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(LengthBytes));

    /// <summary>What is kept of it; <c>null</c> for a text that is none.</summary>
    public static byte[]? TryDigest(string token) =>
        token.Length is > 0 and <= LengthMaximum ? Digest(token) : null;

    public static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
