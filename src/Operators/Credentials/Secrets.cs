using System.Security.Cryptography;

namespace Periksa.Operators.Credentials;

/// <summary>Makes up what nobody can guess.</summary>
static class Secrets
{
    // No contract takes fewer signs than these, and shells, URLs and headers leave them alone.
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>256 bits of chance: 43 of 62 signs.</summary>
    const int Length = 43;

    const int KeyBits = 2048;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    public static (string PrivateKey, byte[] PublicKey) NewKeyPair()
    {
        using var key = RSA.Create(KeyBits);
        return (key.ExportPkcs8PrivateKeyPem(), key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>A name by a <see cref="CredentialShape"/>'s template, no longer than it may be.</summary>
    public static string Name(string template, string partner, int lengthMaximum)
    {
        var room = lengthMaximum - (template.Length - 1);
        return string.Concat(template.Select(sign => sign switch
        {
            '#' => RandomNumberGenerator.GetString("0123456789", 1),
            '%' => RandomNumberGenerator.GetHexString(1, lowercase: true),
            '@' => partner.Length > room ? partner[..room] : partner,
            _ => sign.ToString(),
        }));
    }
}
