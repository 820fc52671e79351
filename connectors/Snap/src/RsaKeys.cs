using System.Security.Cryptography;

namespace Periksa.Connectors.Snap;

/// <summary>RSA keys as operators have them. One is opened for each use: they do not promise to bear two at
/// once.</summary>
internal static class RsaKeys
{
    const int SizeMinimumBits = 2048;   // as the standard has it

    /// <summary>Reads a private key in PEM, PKCS#1 or PKCS#8.</summary>
    /// <exception cref="FormatException">It is none, or too small.</exception>
    public static byte[] ReadPrivate(string pem, string setting)
    {
        using var key = Read(pem, setting);
        try
        {
            return key.ExportPkcs8PrivateKey();
        }
        catch (CryptographicException)
        {
            throw new FormatException($"{setting} is a public key: the private one is needed.");
        }
    }

    /// <summary>Reads a public key in PEM.</summary>
    /// <exception cref="FormatException">It is none, or too small.</exception>
    public static byte[] ReadPublic(string pem, string setting)
    {
        using var key = Read(pem, setting);
        return key.ExportSubjectPublicKeyInfo();
    }

    public static RSA OpenPrivate(byte[] key)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(key, out _);
        return rsa;
    }

    public static RSA OpenPublic(byte[] key)
    {
        var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(key, out _);
        return rsa;
    }

    // What is wrong with it is not told any closer: a message might show the key.
    static RSA Read(string pem, string setting)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new FormatException($"{setting} is no RSA key in PEM.");
        }

        if (key.KeySize >= SizeMinimumBits)
            return key;

        key.Dispose();
        throw new FormatException($"{setting} has fewer than {SizeMinimumBits} bits.");
    }
}
