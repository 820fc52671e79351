using System.Security.Cryptography;
using System.Text;

namespace Periksa.Wire.Ipg;

/// <summary>The vendor's formula: lower-case hex of HMAC-SHA256 over the body, its key the caller's API key. Channels
/// sign their requests by it, and billers' webhooks are signed by it.</summary>
public static class Signatures
{
    public const string Header = "Signature";

    /// <param name="key">The API key's bytes.</param>
    /// <param name="body">As it was received: written anew, it might be spelt otherwise.</param>
    public static string Of(ReadOnlySpan<byte> key, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, body));

    /// <summary>Compares in constant time, so that nobody learns a signature digit by digit.</summary>
    public static bool AreSame(string known, string sent) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known), Encoding.UTF8.GetBytes(sent));
}
