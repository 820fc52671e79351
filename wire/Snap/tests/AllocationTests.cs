using System.Security.Cryptography;
using System.Text;

namespace Periksa.Wire.Snap.Tests;

/// <summary>The work done for every request leaves nothing for the garbage collector.</summary>
public class AllocationTests
{
    const string Target = "/snap/v1.0/emoney/bank-account-inquiry";
    const string Timestamp = "2023-06-20T13:37:23.196+07:00";

    static readonly byte[] Secret = "test-client-secret"u8.ToArray();

    // As long as tokens of this size usually get, with which all of the text still fits on the stack.
    static readonly string Token = new('t', 700);

    public static TheoryData<byte[]> Bodies =>
    [
        "{}"u8.ToArray(),
        Encoding.UTF8.GetBytes($$"""{"name": "{{new string('x', 1_000)}}"}"""),
        Encoding.UTF8.GetBytes($$"""{"name": "{{new string('x', 60_000)}}"}"""),
    ];

    [Theory, MemberData(nameof(Bodies))]
    public void Are_none_when_a_request_is_verified(byte[] body)
    {
        var signature = ServiceSignature.Sign(Secret, new("POST", Target, body, Timestamp), Token);
        var hex = Convert.ToHexStringLower(Convert.FromBase64String(signature));

        AssertNone(() => ServiceSignature.Verify(
            Secret, new("POST", Target, body, Timestamp), Token, signature, SignatureForms.Base64));
        AssertNone(() => ServiceSignature.Verify(
            Secret, new("POST", Target, body, Timestamp), Token, hex, SignatureForms.Base64OrHex));
    }

    [Theory, MemberData(nameof(Bodies))]
    public void Are_none_when_a_callback_is_verified(byte[] body)
    {
        var signature = CallbackSignature.Sign(Secret, "https://toko.example/c", "1.0", body, Timestamp);

        AssertNone(() => CallbackSignature.Verify(
            Secret, "https://toko.example/c", "1.0", body, Timestamp, signature));
    }

    [Theory]
    [InlineData(2048)]
    [InlineData(3072)]
    [InlineData(4096)]
    public void Are_none_when_an_rsa_signature_is_verified(int bits)
    {
        using var key = RSA.Create(bits);
        var ofRequest = ServiceSignature.Sign(key, new("POST", Target, "{ }"u8, Timestamp));
        var ofToken = TokenSignature.Sign(key, "client", Timestamp);

        AssertNone(() => ServiceSignature.Verify(
            key, new("POST", Target, "{ }"u8, Timestamp), ofRequest, SignatureForms.Base64OrHex));
        AssertNone(() => TokenSignature.Verify(key, "client", Timestamp, ofToken, SignatureForms.Base64OrHex));
    }

    [Fact]
    public void Are_none_when_a_timestamp_is_read() =>
        AssertNone(() => SnapTimestamp.TryParse(Timestamp, out _)
            && SnapTimestamp.TryParseCompatible("2023-06-20T06:37:23Z", out _)
            && !SnapTimestamp.TryParseCompatible("2023-06-20", out _));

    [Fact]
    public void Are_none_when_a_service_is_looked_up() =>
        AssertNone(() => ServiceCodes.FindByPath(Target)?.Code is ServiceCodes.BankAccountInquiry);

    static void AssertNone(Func<bool> verify)
    {
        const int Times = 100;

        // The first calls fill pools and caches.
        for (var i = 0; i < Times; i++)
            Assert.True(verify());

        var isRight = true;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
            isRight &= verify();

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(isRight);
        Assert.Equal(0, allocated);
    }
}
