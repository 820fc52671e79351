using System.Security.Cryptography;
using System.Text.Json;

namespace Periksa.Wire.Snap.Tests;

/// <summary>One known answer, with what its group shares.</summary>
sealed record Vector(JsonElement Group, JsonElement Test)
{
    public string Name => $"{Test.GetProperty("id").GetInt32()} {Text("comment")}";

    public bool IsValid => Text("result") switch
    {
        "valid" => true,
        "invalid" => false,
        _ => throw new JsonException($"{Name} is neither valid nor invalid."),
    };

    public string Signature => Text("signature");

    public byte[] Body => Test.GetProperty("body").GetBytesFromBase64();

    public byte[] Secret => Group.GetProperty("secret").GetBytesFromBase64();

    public SignatureForms Forms => Group.GetProperty("encoding").GetString() switch
    {
        "base64" => SignatureForms.Base64,
        "base64OrHex" => SignatureForms.Base64OrHex,
        _ => throw new JsonException($"{Name} has an encoding of no kind."),
    };

    public string GroupType => Group.GetProperty("type").GetString()!;

    public bool Is(string flag) => Group.GetProperty(flag).GetBoolean();

    public string Text(string field) => Test.GetProperty(field).GetString()!;

    public long Number(string field) => Test.GetProperty(field).GetInt64();

    public RSA PublicKey()
    {
        var key = RSA.Create();
        key.ImportFromPem(Group.GetProperty("publicKey").GetString());
        return key;
    }

    /// <summary>The private key that belongs to the group's public one.</summary>
    public RSA PrivateKey()
    {
        using var wanted = PublicKey();
        foreach (var name in new[] { "client", "client-3072", "client-4096" })
        {
            var key = RSA.Create();
            key.ImportFromPem(File.ReadAllText(VectorFile.KeyFile($"{name}.private.pem")));
            if (key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(wanted.ExportSubjectPublicKeyInfo()))
                return key;

            key.Dispose();
        }

        throw new InvalidOperationException($"Nobody has the private key of {Name}.");
    }

    /// <summary>The bytes of a valid signature, in whichever form it is written.</summary>
    public byte[] SignatureBytes()
    {
        var bytes = new byte[SignatureText.LongestBytes];
        Assert.True(SignatureText.TryDecode(Signature, Forms, bytes, out var length));
        return bytes[..length];
    }
}
