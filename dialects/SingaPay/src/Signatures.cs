using System.Security.Cryptography;
using System.Text;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>The vendor's two formulas with a partner's secret, and how signatures are compared.</summary>
internal static class Signatures
{
    public static string OfToken(ClientSecret secret, string clientId, DateOnly day) =>
        Signature.OfToken(secret.Bytes, clientId, day);

    public static string OfRequest(ClientSecret secret, SignedRequest request) =>
        Signature.OfRequest(secret.Bytes, request);

    public static string OfDigest(ClientSecret secret, SignedRequest request, ReadOnlySpan<byte> digest) =>
        Signature.OfDigest(secret.Bytes, request, digest);

    /// <summary>Compares in constant time, so that nobody learns a signature digit by digit.</summary>
    public static bool AreSame(string known, string sent) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known), Encoding.UTF8.GetBytes(sent));
}
