using System.Security.Cryptography;
using System.Text;

namespace Periksa.Wire.Snap.Tests;

public class ServiceSignatureTests
{
    const string Target = "/snap/v1.0/emoney/bank-account-inquiry";
    const string Timestamp = "2023-06-20T13:37:23+07:00";
    const string Token = "a.b.c";
    const string HalfPair = "\ud83c";

    // An encoder may put this in the place of half a pair.
    const string Replacement = "\ufffd";

    static readonly byte[] Secret = "test-client-secret"u8.ToArray();

    // As rows, the half characters would be replaced on their way into the assembly.
    [Fact]
    public void Does_not_cover_half_a_character()
    {
        foreach (var at in Enumerable.Range(0, 4))
        {
            string[] parts = ["POST", Target, Token, Timestamp];
            parts[at] += Replacement;
            var replaced = ServiceSignature.Sign(Secret, new(parts[0], parts[1], "{}"u8, parts[3]), parts[2]);

            parts[at] = parts[at].Replace(Replacement, HalfPair, StringComparison.Ordinal);
            Assert.False(ServiceSignature.Verify(
                Secret, new(parts[0], parts[1], "{}"u8, parts[3]), parts[2], replaced, SignatureForms.Base64));
            Assert.Throws<ArgumentException>(
                () => ServiceSignature.Sign(Secret, new(parts[0], parts[1], "{}"u8, parts[3]), parts[2]));
        }
    }

    [Fact]
    public void Takes_any_text_of_any_length()
    {
        foreach (var length in new[] { 0, 1, 300, 340, 341, 342, 1023, 1024, 1025, 5_000, 100_000 })
        {
            var token = new string('é', length);
            var request = new ServiceRequest("POST", Target + new string('x', length), "{ }"u8, Timestamp);
            var text = $"POST:{request.Target}:{token}:{BodyDigest.Of("{}"u8)}:{Timestamp}";

            Assert.Equal(
                Convert.ToBase64String(HMACSHA512.HashData(Secret, Encoding.UTF8.GetBytes(text))),
                ServiceSignature.Sign(Secret, request, token));
        }
    }

    [Fact]
    public void Needs_a_key_of_the_standards_size()
    {
        using var small = RSA.Create(1024);
        var request = new ServiceRequest("POST", Target, "{}"u8, Timestamp);
        var text = Encoding.UTF8.GetBytes($"POST:{Target}:{BodyDigest.Of("{}"u8)}:{Timestamp}");
        var signature = Convert.ToBase64String(
            small.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        Assert.False(ServiceSignature.Verify(small, request, signature, SignatureForms.Base64));
        Assert.Throws<ArgumentException>(
            () => ServiceSignature.Sign(small, new("POST", Target, "{}"u8, Timestamp)));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(1024)]
    public void Is_refused_whatever_rubbish_it_is(int bytes)
    {
        using var key = RSA.Create(2048);
        var rubbish = RandomNumberGenerator.GetBytes(bytes);

        string[] texts = [Convert.ToBase64String(rubbish), Convert.ToHexString(rubbish), new('=', bytes), ""];
        foreach (var text in texts)
        {
            var request = new ServiceRequest("POST", Target, "{}"u8, Timestamp);
            Assert.False(ServiceSignature.Verify(Secret, request, Token, text, SignatureForms.Base64OrHex));
            Assert.False(ServiceSignature.Verify(key, request, text, SignatureForms.Base64OrHex));
            Assert.False(TokenSignature.Verify(key, "client", Timestamp, text, SignatureForms.Base64OrHex));
            Assert.False(CallbackSignature.Verify(Secret, "https://a.example", "1.0", "{}"u8, Timestamp, text));
        }
    }

    [Fact]
    public void Of_a_callback_or_a_token_request_does_not_cover_half_a_character_either()
    {
        using var key = RSA.Create(2048);
        var token = TokenSignature.Sign(key, Replacement, Timestamp);
        var callback = CallbackSignature.Sign(Secret, Replacement, "1.0", "{}"u8, Timestamp);

        Assert.False(TokenSignature.Verify(key, HalfPair, Timestamp, token, SignatureForms.Base64));
        Assert.False(CallbackSignature.Verify(Secret, HalfPair, "1.0", "{}"u8, Timestamp, callback));
        Assert.Throws<ArgumentException>(() => TokenSignature.Sign(key, HalfPair, Timestamp));
        Assert.Throws<ArgumentException>(() => CallbackSignature.Sign(Secret, HalfPair, "1.0", "{}"u8, Timestamp));
    }
}
