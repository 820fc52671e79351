using System.Security.Cryptography;

namespace Periksa.Store.Tests;

/// <summary>A partner's key.</summary>
static class RsaKeys
{
    public static readonly byte[] Public = Make();

    static byte[] Make()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportSubjectPublicKeyInfo();
    }
}
