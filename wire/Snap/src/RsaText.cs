using System.Security.Cryptography;

namespace Periksa.Wire.Snap;

/// <summary>SHA256withRSA over a string to sign: PKCS#1 v1.5, as the standard has it.</summary>
static class RsaText
{
    /// <summary>The standard's key size. A smaller key can be broken, so that its signatures prove nothing.</summary>
    public const int KeySizeMinimumBits = 2048;

    public static string Sign(RSA privateKey, in SignedText text) =>
        privateKey.KeySize < KeySizeMinimumBits
            ? throw new ArgumentException($"The key has fewer than {KeySizeMinimumBits} bits.", nameof(privateKey))
            : Convert.ToBase64String(
                privateKey.SignData(text.Demand(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static bool Verify(RSA publicKey, in SignedText text, ReadOnlySpan<byte> signature) =>
        text.IsText
        && publicKey.KeySize >= KeySizeMinimumBits
        && publicKey.VerifyData(text.Bytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
