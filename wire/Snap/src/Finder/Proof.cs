using System.Security.Cryptography;

namespace Periksa.Wire.Snap.Finder;

/// <summary>A way in which the received signature may have been made from a text.</summary>
/// <param name="Draft">The text that this way signs.</param>
/// <param name="Mistakes">What is wrong with this way: nothing for the right one.</param>
abstract record Proof(Draft Draft, IReadOnlyList<SignatureMistake> Mistakes)
{
    /// <summary>True if the signature is this text's. The signature it should have been never leaves this
    /// method.</summary>
    public abstract bool Holds(ReadOnlySpan<byte> text);
}

/// <summary>An HMAC, its hash told by its length.</summary>
sealed record HmacProof(
    byte[] Signature, ReadOnlyMemory<byte> Key, Draft Draft, IReadOnlyList<SignatureMistake> Mistakes)
    : Proof(Draft, Mistakes)
{
    public override bool Holds(ReadOnlySpan<byte> text)
    {
        Span<byte> expected = stackalloc byte[HMACSHA512.HashSizeInBytes];
        var length = CryptographicOperations.HmacData(Hashes.ByLength(Signature.Length), Key.Span, text, expected);
        return CryptographicOperations.FixedTimeEquals(expected[..length], Signature);
    }
}

/// <summary>A hash without any key.</summary>
sealed record HashProof(byte[] Signature, Draft Draft, IReadOnlyList<SignatureMistake> Mistakes)
    : Proof(Draft, Mistakes)
{
    public override bool Holds(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        var length = CryptographicOperations.HashData(Hashes.ByLength(Signature.Length), text, hash);
        return CryptographicOperations.FixedTimeEquals(hash[..length], Signature);
    }
}

/// <summary>A proof by the content of an RSA signature.</summary>
/// <param name="IsDigestedTwice">Whether the lower-case hex of the text's SHA-256 was signed for the text.</param>
sealed record RsaProof(
    RsaBlock Block, bool IsDigestedTwice, Draft Draft, IReadOnlyList<SignatureMistake> Mistakes)
    : Proof(Draft, Mistakes)
{
    public override bool Holds(ReadOnlySpan<byte> text)
    {
        if (!IsDigestedTwice)
            return Block.IsOf(text);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> hex = stackalloc byte[2 * SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        _ = Convert.TryToHexStringLower(hash, hex, out _);
        return Block.IsOf(hex);
    }
}

static class Hashes
{
    public static bool HasLength(int bytes) => bytes is 20 or 32 or 48 or 64;

    public static HashAlgorithmName ByLength(int bytes) => bytes switch
    {
        20 => HashAlgorithmName.SHA1,
        32 => HashAlgorithmName.SHA256,
        48 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
