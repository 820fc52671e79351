using System.Security.Cryptography;
using System.Text;

namespace Periksa;

/// <summary>The SHA-256 digest of an API key: what is stored in its place.</summary>
/// <remarks>
/// API keys are long and random, so a single fast digest is enough: there is no dictionary to try. A key that people
/// choose would need a slow one.
/// </remarks>
public sealed class ApiKeyHash(byte[] digest)
{
    readonly byte[] _digest = digest.Length == SHA256.HashSizeInBytes
        ? digest
        : throw new ArgumentException($"An API key's digest has {SHA256.HashSizeInBytes} bytes, not {digest.Length}.");

    public static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The digest in hex. It is no secret: nobody finds a long random key from it.</summary>
    public override string ToString() => Convert.ToHexStringLower(_digest);

    /// <summary>32 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _digest;

    /// <summary>Compares in constant time, so that nobody learns a key's digest byte by byte.</summary>
    public bool Matches(string key) => CryptographicOperations.FixedTimeEquals(_digest, Digest(key));
}
