using System.Buffers;
using System.Security.Cryptography;

namespace Periksa.Wire.Snap;

/// <summary>The digest that stands for a body in a string to sign: lower-case hex of SHA-256 over the minified
/// body; over the empty string where there is no body.</summary>
public static class BodyDigest
{
    /// <summary>The length of a digest in hex digits.</summary>
    public const int Length = 2 * SHA256.HashSizeInBytes;

    /// <summary>The digest as text, e.g. <c>e3b0c442…b855</c> for no body.</summary>
    public static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(body, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Writes the digest's 64 hex digits as ASCII. Allocates nothing.</summary>
    internal static void Write(ReadOnlySpan<byte> body, Span<byte> hex)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(body, hash);
        Convert.TryToHexStringLower(hash, hex, out _);
    }

    static void Hash(ReadOnlySpan<byte> body, Span<byte> hash)
    {
        if (Minifier.IsMinified(body))
        {
            SHA256.HashData(body, hash);
            return;
        }

        var kept = ArrayPool<byte>.Shared.Rent(body.Length);
        var length = new Minifier().Next(body, kept);
        SHA256.HashData(kept.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(kept);
    }
}
