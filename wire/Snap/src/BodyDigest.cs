using System.Buffers;
using System.Security.Cryptography;

namespace Periksa.Wire.Snap;

/// <summary>The digest that stands for a body in a string to sign: lower-case hex of SHA-256 over the minified
/// body; over the empty string where there is no body.</summary>
public static class BodyDigest
{
    /// <summary>The length of a digest in hex digits.</summary>
    public const int Length = 2 * SHA256.HashSizeInBytes;

    // A usual body with its white space fits; a larger one is minified in a rented array.
    const int StackLengthBytes = 2048;

    /// <summary>The digest as text, e.g. <c>e3b0c442…b855</c> for no body.</summary>
    /// <param name="body">The bytes as they came.</param>
    public static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(body, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Writes the digest's 64 hex digits as ASCII. Allocates nothing for bodies of up to 1 MiB; beyond
    /// that, the pool may.</summary>
    internal static void Write(ReadOnlySpan<byte> body, Span<byte> hex)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(body, hash);
        Convert.TryToHexStringLower(hash, hex, out _);
    }

    static void Hash(ReadOnlySpan<byte> body, Span<byte> hash)
    {
        if (Minifier.IsMinified(body))
            SHA256.HashData(body, hash);
        else if (body.Length <= StackLengthBytes)
            HashMinified(body, stackalloc byte[body.Length], hash);
        else
            HashRented(body, hash);
    }

    static void HashRented(ReadOnlySpan<byte> body, Span<byte> hash)
    {
        var room = ArrayPool<byte>.Shared.Rent(body.Length);
        HashMinified(body, room, hash);
        ArrayPool<byte>.Shared.Return(room);
    }

    static void HashMinified(ReadOnlySpan<byte> body, Span<byte> room, Span<byte> hash)
    {
        var length = new Minifier().Next(body, room);
        SHA256.HashData(room[..length], hash);
    }
}
