using System.Security.Cryptography;
using System.Text;

namespace Periksa.Operators.Credentials;

/// <summary>Reads a partner's public key as partners send them: PEM or DER, of SubjectPublicKeyInfo or
/// PKCS #1.</summary>
static class PublicKeyFile
{
    /// <summary>Far longer than any key.</summary>
    public const int LengthMaximumBytes = 64 * 1024;

    const int BitsMinimum = 2048;
    const int BitsMaximum = 8192;

    /// <returns>The key as DER SubjectPublicKeyInfo, or why it is none.</returns>
    public static (byte[]? Key, Refusal? Refusal) Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > LengthMaximumBytes)
        {
            return (null, Refusal.Invalid(
                $"A public key's file has at most {LengthMaximumBytes} bytes: is it this file?"));
        }

        if (file.IndexOf("PRIVATE KEY"u8) >= 0)
        {
            return (null, Refusal.Invalid(
                "This is a private key: nobody but the partner may have it. Ask for the public one, e.g. openssl pkey "
                + "-in private.pem -pubout, and have the partner make another pair."));
        }

        using var key = RSA.Create();
        if (!TryImport(key, file))
        {
            return (null, Refusal.Invalid(
                "This is no RSA public key: send it as openssl pkey -pubout writes it (PEM), or as DER."));
        }

        return key.KeySize is < BitsMinimum or > BitsMaximum
            ? (null, Refusal.Invalid(
                $"This RSA key has {key.KeySize} bits: it takes {BitsMinimum} to {BitsMaximum}. Ask for another."))
            : (key.ExportSubjectPublicKeyInfo(), null);
    }

    static bool TryImport(RSA key, ReadOnlySpan<byte> file) =>
        file.IndexOf("-----BEGIN"u8) >= 0
            ? Try(file, text => key.ImportFromPem(Encoding.ASCII.GetString(text)))
            : Try(file, der => MustBeWhole(key.ImportSubjectPublicKeyInfo, der))
            || Try(file, der => MustBeWhole(key.ImportRSAPublicKey, der));

    static bool Try(ReadOnlySpan<byte> file, ReadOnlySpanAction import)
    {
        try
        {
            import(file);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    static void MustBeWhole(Import import, ReadOnlySpan<byte> der)
    {
        import(der, out var length);
        if (length != der.Length)
            throw new CryptographicException("Something follows the key.");
    }

    delegate void ReadOnlySpanAction(ReadOnlySpan<byte> bytes);

    delegate void Import(ReadOnlySpan<byte> der, out int length);
}
