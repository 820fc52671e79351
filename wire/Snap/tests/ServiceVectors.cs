using System.Text;

namespace Periksa.Wire.Snap.Tests;

public class ServiceVectors
{
    static readonly VectorFile Symmetric = new("service-symmetric");
    static readonly VectorFile Asymmetric = new("service-asymmetric");

    public static TheoryData<string> WithToken => Symmetric.Names();

    public static TheoryData<string> WithTokenValid => Symmetric.Names(vector => vector.IsValid);

    public static TheoryData<string> WithoutToken => Asymmetric.Names();

    public static TheoryData<string> WithoutTokenValid => Asymmetric.Names(vector => vector.IsValid);

    [Theory, MemberData(nameof(WithToken))]
    public void Are_verified_with_a_token(string name)
    {
        var vector = Symmetric[name];

        Assert.Equal(
            vector.IsValid,
            ServiceSignature.Verify(
                vector.Secret, Request(vector), vector.Text("token"), vector.Signature, vector.Forms));
    }

    [Theory, MemberData(nameof(WithTokenValid))]
    public void Are_signed_with_a_token(string name)
    {
        var vector = Symmetric[name];

        Assert.Equal(
            Convert.ToBase64String(vector.SignatureBytes()),
            ServiceSignature.Sign(vector.Secret, Request(vector), vector.Text("token")));
    }

    [Theory, MemberData(nameof(WithoutToken))]
    public void Are_verified_without_a_token(string name)
    {
        var vector = Asymmetric[name];
        using var key = vector.PublicKey();

        Assert.Equal(
            vector.IsValid, ServiceSignature.Verify(key, Request(vector), vector.Signature, vector.Forms));
    }

    [Theory, MemberData(nameof(WithoutTokenValid))]
    public void Are_signed_without_a_token(string name)
    {
        var vector = Asymmetric[name];
        using var key = vector.PrivateKey();

        Assert.Equal(
            Convert.ToBase64String(vector.SignatureBytes()), ServiceSignature.Sign(key, Request(vector)));
    }

    [Theory, MemberData(nameof(WithToken))]
    public void Have_their_string_to_sign_with_a_token(string name) =>
        AssertText(Symmetric[name], Symmetric[name].Text("token"));

    [Theory, MemberData(nameof(WithoutToken))]
    public void Have_their_string_to_sign_without_a_token(string name) => AssertText(Asymmetric[name], token: null);

    static void AssertText(Vector vector, string? token)
    {
        var text = new SignedText(stackalloc byte[SignedText.UsualLengthBytes]);
        text.Add(Request(vector), token);

        Assert.Equal(vector.Text("stringToSign"), Encoding.UTF8.GetString(text.Bytes));
        Assert.Equal(vector.Text("digest"), BodyDigest.Of(vector.Body));
    }

    static ServiceRequest Request(Vector vector) =>
        new(vector.Text("method"), vector.Text("target"), vector.Body, vector.Text("timestamp"));
}
