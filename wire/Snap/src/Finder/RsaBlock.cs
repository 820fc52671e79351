using System.Numerics;
using System.Security.Cryptography;

namespace Periksa.Wire.Snap.Finder;

/// <summary>The content of an RSA signature when the public key is applied to it: a hash of the text, in one of the
/// known paddings.</summary>
/// <remarks>
/// The key is applied once; then each text costs one hash, however many are tried. Everything here is public, so that
/// nothing needs constant time. It names mistakes and admits nobody: requests are verified elsewhere.
/// </remarks>
/// <param name="Salt">PSS's salt; <c>null</c> for PKCS#1 v1.5.</param>
sealed record RsaBlock(HashAlgorithmName Algorithm, byte[] Hash, byte[]? Salt)
{
    // Larger keys and exponents would make the one operation too long.
    const int KeyBitsMaximum = 8192;
    const int ExponentBytesMaximum = 8;

    // DER of DigestInfo up to the hash. Source: RFC 8017, section 9.2, note 1.
    static readonly (HashAlgorithmName Algorithm, byte[] Prefix)[] Prefixes =
    [
        (HashAlgorithmName.SHA256, Convert.FromHexString("3031300d060960864801650304020105000420")),
        (HashAlgorithmName.SHA512, Convert.FromHexString("3051300d060960864801650304020305000440")),
        (HashAlgorithmName.SHA1, Convert.FromHexString("3021300906052b0e03021a05000414")),
        (HashAlgorithmName.SHA384, Convert.FromHexString("3041300d060960864801650304020205000430")),
        (HashAlgorithmName.MD5, Convert.FromHexString("3020300c06082a864886f70d020505000410")),
    ];

    public bool IsPss => Salt is not null;

    /// <summary>Opens a signature; <c>null</c> where this key did not make it, or in no known way.</summary>
    public static RsaBlock? Open(RSA key, byte[] signature)
    {
        if (key.KeySize > KeyBitsMaximum || signature.Length != (key.KeySize + 7) / 8)
            return null;

        var parameters = key.ExportParameters(includePrivateParameters: false);
        if (parameters.Exponent is not { Length: <= ExponentBytesMaximum } exponent)
            return null;

        var modulus = Number(parameters.Modulus);
        var opened = BigInteger.ModPow(Number(signature), Number(exponent), modulus);
        var block = new byte[signature.Length];
        var start = block.Length - opened.GetByteCount(isUnsigned: true);
        opened.TryWriteBytes(block.AsSpan(start), out _, isUnsigned: true, isBigEndian: true);
        return OpenPkcs1(block) ?? OpenPss(block, (int)modulus.GetBitLength());
    }

    public bool IsOf(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        var length = CryptographicOperations.HashData(Algorithm, text, hash);
        if (Salt is null)
            return hash[..length].SequenceEqual(Hash);

        byte[] salted = [0, 0, 0, 0, 0, 0, 0, 0, .. hash[..length], .. Salt];
        return CryptographicOperations.HashData(Algorithm, salted).AsSpan().SequenceEqual(Hash);
    }

    // 00 01 ff … ff 00 and DigestInfo.
    static RsaBlock? OpenPkcs1(byte[] block)
    {
        foreach (var (algorithm, prefix) in Prefixes)
        {
            var padding = block.Length - prefix.Length - prefix[^1] - 1;
            if (padding >= 10
                && block[0] is 0
                && block[1] is 1
                && !block.AsSpan(2..padding).ContainsAnyExcept((byte)0xff)
                && block[padding] is 0
                && block.AsSpan(padding + 1).StartsWith(prefix))
            {
                return new(algorithm, block[^prefix[^1]..], Salt: null);
            }
        }

        return null;
    }

    // Masked data and a hash before bc; unmasked, zeros and 01 stand before the salt. Source: RFC 8017, section 9.1.2.
    static RsaBlock? OpenPss(byte[] block, int bits)
    {
        if (block[^1] is not 0xbc || bits % 8 is 1)
            return null;

        foreach (var (algorithm, prefix) in Prefixes)
        {
            int size = prefix[^1];
            var hash = block[^(size + 1)..^1];
            var data = block[..^(size + 1)];
            Unmask(algorithm, hash, data);
            data[0] &= (byte)(0xff >> ((8 - ((bits - 1) % 8)) % 8));

            var one = data.AsSpan().IndexOfAnyExcept((byte)0);
            if (one >= 0 && data[one] is 1 && one >= data.Length - 1 - SHA512.HashSizeInBytes)
                return new(algorithm, hash, data[(one + 1)..]);
        }

        return null;
    }

    // MGF1 with the same hash. Source: RFC 8017, appendix B.2.1.
    static void Unmask(HashAlgorithmName algorithm, byte[] seed, byte[] data)
    {
        for (var (at, count) = (0, 0); at < data.Length; count++)
        {
            foreach (var one in CryptographicOperations.HashData(algorithm, [.. seed, 0, 0, 0, (byte)count]))
            {
                if (at < data.Length)
                    data[at++] ^= one;
            }
        }
    }

    static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
