using System.Security.Cryptography;
using System.Text;

namespace Periksa.Wire.Snap.Tests;

/// <summary>A text that is signed here is verified there, and the other way round.</summary>
public sealed class OpenSslTests : IDisposable
{
    const string Timestamp = "2023-06-20T13:37:23+07:00";
    const string Target = "/snap/v1.0/emoney/bank-account-inquiry?name=Ren%C3%A9";
    const string Token = "a.b.c";

    static readonly byte[] Body = "{\r\n\t\"name\" : \"John \\\" Doe\"\r\n}"u8.ToArray();
    static readonly byte[] Minified = "{\"name\":\"John \\\" Doe\"}"u8.ToArray();

    readonly OpenSsl _openssl = new();

    public void Dispose() => _openssl.Dispose();

    [Theory]
    [InlineData("client")]
    [InlineData("client-3072")]
    [InlineData("client-4096")]
    public void Verifies_requests_that_were_signed_here(string name)
    {
        using var key = Private(name);
        var signature = Convert.FromBase64String(ServiceSignature.Sign(key, Request()));

        Assert.True(_openssl.Verifies(Text(token: null), signature, PublicFile(name)));
        Assert.False(_openssl.Verifies(Text(Token), signature, PublicFile(name)));
        Assert.False(_openssl.Verifies(Text(token: null), signature, PublicFile("other-client")));
    }

    [Theory]
    [InlineData("client")]
    [InlineData("client-3072")]
    [InlineData("client-4096")]
    public void Signs_requests_that_are_verified_here(string name)
    {
        var signature = Sign(Text(token: null), name);
        using var key = Public(name);

        Assert.True(ServiceSignature.Verify(key, Request(), signature, SignatureForms.Base64));
        Assert.False(ServiceSignature.Verify(key, Request(), Sign(Text(Token), name), SignatureForms.Base64));
    }

    [Fact]
    public void Verifies_token_requests_that_were_signed_here()
    {
        using var key = Private("client");
        var signature = Convert.FromBase64String(TokenSignature.Sign(key, "tokö", Timestamp));

        Assert.True(_openssl.Verifies(Encoding.UTF8.GetBytes($"tokö|{Timestamp}"), signature, PublicFile("client")));
    }

    [Fact]
    public void Signs_token_requests_that_are_verified_here()
    {
        var signature = Sign(Encoding.UTF8.GetBytes($"tokö|{Timestamp}"), "client");
        using var key = Public("client");

        Assert.True(TokenSignature.Verify(key, "tokö", Timestamp, signature, SignatureForms.Base64));
        Assert.False(TokenSignature.Verify(key, "toko", Timestamp, signature, SignatureForms.Base64));
    }

    [Theory]
    [InlineData("s")]
    [InlineData("test-client-secret")]
    [InlineData("a secret that is longer than one of the 128-byte blocks that SHA-512 takes, so that HMAC has to hash "
        + "it first, before it can be used as a key at all")]
    public void Gives_the_same_hmac(string secret)
    {
        byte[] callback = [.. "https://toko.example/c:1.0:"u8, .. Encoding.UTF8.GetBytes($"{Digest()}:{Timestamp}")];

        Assert.Equal(
            Hmac(secret, Text(Token)), ServiceSignature.Sign(Encoding.UTF8.GetBytes(secret), Request(), Token));
        Assert.Equal(
            Hmac(secret, callback),
            CallbackSignature.Sign(Encoding.UTF8.GetBytes(secret), "https://toko.example/c", "1.0", Body, Timestamp));
    }

    static ServiceRequest Request() => new("POST", Target, Body, Timestamp);

    // The digest, too, is openssl's.
    byte[] Text(string? token) => Encoding.UTF8.GetBytes(
        token is null ? $"POST:{Target}:{Digest()}:{Timestamp}" : $"POST:{Target}:{token}:{Digest()}:{Timestamp}");

    string Digest() => Convert.ToHexStringLower(_openssl.Over(Minified, "dgst", "-sha256", "-binary"));

    string Sign(byte[] text, string name) => Convert.ToBase64String(_openssl.Over(
        text, "dgst", "-sha256", "-sign", VectorFile.KeyFile($"{name}.private.pem")));

    string Hmac(string secret, byte[] text) =>
        Convert.ToBase64String(_openssl.Over(text, "dgst", "-sha512", "-hmac", secret, "-binary"));

    static string PublicFile(string name) => VectorFile.KeyFile($"{name}.public.pem");

    static RSA Public(string name) => Key(PublicFile(name));

    static RSA Private(string name) => Key(VectorFile.KeyFile($"{name}.private.pem"));

    static RSA Key(string file)
    {
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return key;
    }
}
