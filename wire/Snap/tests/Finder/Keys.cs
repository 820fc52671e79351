using System.Security.Cryptography;

namespace Periksa.Wire.Snap.Tests.Finder;

/// <summary>Key pairs: two of the published vectors, and one that nobody else knows.</summary>
static class Keys
{
    public static RSA Own => Read("client.private.pem");

    public static RSA Other => Read("other-client.private.pem");

    public static RSA Strangers { get; } = RSA.Create(2048);

    static RSA Read(string name)
    {
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(VectorFile.KeyFile(name)));
        return key;
    }
}
