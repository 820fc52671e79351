using System.Security.Cryptography;
using System.Text;
using Periksa.Wire.Snap.Finder;
using static Periksa.Wire.Snap.Finder.SignatureMistake;

namespace Periksa.Wire.Snap.Tests.Finder;

public class TokenFinderTests
{
    const string ClientId = "Mcpd00000012";
    const string OtherId = "MCPD00000034";
    const string Timestamp = "2023-06-20T13:37:23+07:00";
    const string Text = $"{ClientId}|{Timestamp}";

    public static TheoryData<string, SignatureMistake> Texts => new()
    {
        { $"{ClientId}:{Timestamp}", OtherSeparator },
        { $"{ClientId}{Timestamp}", OtherSeparator },
        { $"{ClientId} | {Timestamp}", OtherSeparator },
        { $"{Timestamp}|{ClientId}", OtherOrder },
        { $"{OtherId}|{Timestamp}", OtherClientId },
        { $"{ClientId.ToLowerInvariant()}|{Timestamp}", OtherClientId },
        { $"{ClientId.ToUpperInvariant()}|{Timestamp}", OtherClientId },
        { $"{ClientId}|2023-06-20T06:37:23Z", TimestampForm },
        { $"{ClientId}|2023-06-20T06:37:23.000Z", TimestampForm },
        { $"{ClientId}|2023-06-20T13:37:23.000+07:00", TimestampForm },
        { $"{ClientId}|2023-06-20T13:37:23+0700", TimestampForm },
        { $"{ClientId}|2023-06-20T13:37:23", TimestampForm },
        { $"{ClientId}|2023-06-20T13:37:23Z", TimestampForm },
        { $"{ClientId}|1687243043", TimestampForm },
        { $"{ClientId}|2023-06-20T13:37:24+07:00", OtherTimestamp },
        { $"{ClientId}|2023-06-20T13:37:20+07:00", OtherTimestamp },
        { $"|{Timestamp}", PartMissing },
        { Timestamp, PartMissing },
        { $"{ClientId}|", PartMissing },
        { Text + "\n", TextWithNewline },
        { $"POST:/snap/v1.0/access-token/b2b:{Digest}:{Timestamp}", ServiceText },
        { $"POST:/snap/v1.0/access-token/b2b::{Digest}:{Timestamp}", ServiceText },
    };

    static string Digest => Convert.ToHexStringLower(SHA256.HashData(Body));

    static byte[] Body => """{"grantType":"client_credentials"}"""u8.ToArray();

    [Theory]
    [MemberData(nameof(Texts))]
    public void Names_a_wrong_text(string text, SignatureMistake mistake) =>
        Assert.Equal([mistake], Find(Convert.ToBase64String(Signed(text))));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Names_a_wrong_text_and_a_wrong_spelling(string text, SignatureMistake mistake)
    {
        // Orders are tried alone.
        if (mistake is not OtherOrder)
            Assert.Equal([SignatureInHex, mistake], Find(Convert.ToHexStringLower(Signed(text))));
    }

    [Fact]
    public void Names_how_it_was_made()
    {
        byte[] Made(HashAlgorithmName hash, RSASignaturePadding padding) =>
            Keys.Own.SignData(Encoding.UTF8.GetBytes(Text), hash, padding);
        var (pkcs1, pss) = (RSASignaturePadding.Pkcs1, RSASignaturePadding.Pss);
        var right = Made(HashAlgorithmName.SHA256, pkcs1);

        Assert.Equal([SignatureInHex], Find(Convert.ToHexStringLower(right)));
        Assert.Equal([SignatureHexInBase64],
            Find(Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToHexString(right)))));
        Assert.Equal([PssPadding], Find(Convert.ToBase64String(Made(HashAlgorithmName.SHA256, pss))));
        Assert.Equal([OtherHash], Find(Convert.ToBase64String(Made(HashAlgorithmName.SHA1, pkcs1))));
        Assert.Equal([OtherHash], Find(Convert.ToBase64String(Made(HashAlgorithmName.SHA384, pkcs1))));
        Assert.Equal([OtherHash], Find(Convert.ToBase64String(Made(HashAlgorithmName.SHA512, pkcs1))));
        Assert.Equal([OtherHash], Find(Convert.ToBase64String(Made(HashAlgorithmName.MD5, pkcs1))));
        Assert.Equal([PssPadding, OtherHash], Find(Convert.ToBase64String(Made(HashAlgorithmName.SHA512, pss))));
        Assert.Equal([OtherCredential], Find(Convert.ToBase64String(
            Keys.Other.SignData(Encoding.UTF8.GetBytes(Text), HashAlgorithmName.SHA256, pkcs1))));
        Assert.Equal([SymmetricForAsymmetric],
            Find(Convert.ToBase64String(HMACSHA512.HashData("secret"u8, Encoding.UTF8.GetBytes(Text)))));
        Assert.Equal([DigestedTwice], Find(Convert.ToBase64String(
            Signed(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))))));
    }

    [Fact]
    public void Names_two_wrong_parts() =>
        Assert.Equal([TimestampForm, OtherClientId],
            Find(Convert.ToBase64String(Signed($"{OtherId}|2023-06-20T06:37:23Z"))));

    [Fact]
    public void Names_nothing_for_a_right_signature_or_a_strangers()
    {
        Assert.Empty(Find(Convert.ToBase64String(Signed(Text))));
        Assert.Empty(Find(Convert.ToBase64String(Keys.Strangers.SignData(
            Encoding.UTF8.GetBytes(Text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))));
        Assert.Empty(Find(Convert.ToBase64String(Signed("something else"))));
        Assert.Empty(Find(""));
    }

    static IReadOnlyList<SignatureMistake> Find(string signature) => SignatureFinder.Find(new RefusedTokenRequest
    {
        Signature = signature,
        ClientId = ClientId,
        Timestamp = Timestamp,
        PublicKey = Keys.Own,
        OtherPublicKeys = [Keys.Other],
        OtherClientIds = [OtherId],
        Secret = "secret"u8.ToArray(),
        Target = "/snap/v1.0/access-token/b2b",
        Body = Body,
    })?.Mistakes ?? [];

    static byte[] Signed(string text) => Keys.Own.SignData(
        Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
