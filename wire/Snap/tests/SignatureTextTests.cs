using System.Security.Cryptography;

namespace Periksa.Wire.Snap.Tests;

public class SignatureTextTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(384)]
    [InlineData(512)]
    [InlineData(1024)]
    public void Has_one_text_in_base64(int bytes)
    {
        var signature = RandomNumberGenerator.GetBytes(bytes);
        var text = Convert.ToBase64String(signature);

        Assert.Equal(signature, Decode(text, SignatureForms.Base64));
        Assert.Equal(signature, Decode(text, SignatureForms.Base64OrHex));

        // Whatever else .NET reads as the same bytes is refused.
        var last = text.TrimEnd('=').Length - 1;
        foreach (var other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_ \n=")
        {
            var changed = $"{text[..last]}{other}{text[(last + 1)..]}";
            var isTaken = Decode(changed, SignatureForms.Base64)?.SequenceEqual(signature) is true;
            Assert.Equal(changed == text, isTaken);
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(384)]
    [InlineData(512)]
    [InlineData(1024)]
    public void Can_be_hex_where_that_is_allowed(int bytes)
    {
        var signature = RandomNumberGenerator.GetBytes(bytes);

        foreach (var text in new[] { Convert.ToHexString(signature), Convert.ToHexStringLower(signature) })
        {
            Assert.True(SignatureText.IsHex(text));
            Assert.Equal(signature, Decode(text, SignatureForms.Base64OrHex));
            Assert.NotEqual(signature, Decode(text, SignatureForms.Base64));
            Assert.False(SignatureText.IsHex(text[1..]));
            Assert.False(SignatureText.IsHex(text + "00"));
            Assert.False(SignatureText.IsHex("g" + text[1..]));
            Assert.False(SignatureText.IsHex("\uff11" + text[1..]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData("====")]
    [InlineData("A")]
    [InlineData("AA")]
    [InlineData("AAA")]
    [InlineData("A===")]
    [InlineData("AA=A")]
    [InlineData("AA==AAAA")]
    [InlineData("AAA\0")]
    [InlineData("AA\u00a0A")]
    [InlineData("AA-_")]
    public void Is_refused_where_it_is_malformed(string text)
    {
        Assert.Null(Decode(text, SignatureForms.Base64));
        Assert.Null(Decode(text, SignatureForms.Base64OrHex));
    }

    [Fact]
    public void Is_refused_where_it_is_too_long()
    {
        Assert.Null(Decode(new('A', 2 * SignatureText.LongestBytes + 4), SignatureForms.Base64));
        Assert.Null(Decode(new('A', 4 * 342), SignatureForms.Base64));
        Assert.False(SignatureText.TryDecode("AAAA", SignatureForms.Base64, new byte[2], out _));
    }

    static byte[]? Decode(string text, SignatureForms forms)
    {
        var bytes = new byte[SignatureText.LongestBytes];
        return SignatureText.TryDecode(text, forms, bytes, out var length) ? bytes[..length] : null;
    }
}
