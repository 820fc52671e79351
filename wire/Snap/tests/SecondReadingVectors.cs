namespace Periksa.Wire.Snap.Tests;

public class SecondReadingVectors
{
    static readonly VectorFile File = new("second-reading");

    public static TheoryData<string> Undone => File.Names(vector => vector.GroupType is "undo");

    public static TheoryData<string> Symmetric => File.Names(vector => vector.GroupType is "symmetric");

    public static TheoryData<string> Asymmetric => File.Names(vector => vector.GroupType is "asymmetric");

    [Theory, MemberData(nameof(Undone))]
    public void Are_what_a_body_is_with_its_escapes_undone(string name)
    {
        var vector = File[name];
        var undone = BodyEscapes.Undo(vector.Body);

        Assert.Equal(
            vector.Test.TryGetProperty("undone", out var expected) ? expected.GetBytesFromBase64() : null, undone);
        if (undone is not null)
            Assert.Equal(vector.Text("digest"), BodyDigest.Of(undone));
    }

    [Theory, MemberData(nameof(Symmetric))]
    public void Are_verified_with_a_token(string name)
    {
        var vector = File[name];

        Assert.Equal(
            vector.IsValid,
            ServiceSignature.VerifySecondReading(
                vector.Secret, Request(vector), vector.Text("token"), vector.Signature, vector.Forms));
        Assert.Equal(
            !vector.IsValid,
            ServiceSignature.Verify(
                vector.Secret, Request(vector), vector.Text("token"), vector.Signature, vector.Forms));
    }

    [Theory, MemberData(nameof(Asymmetric))]
    public void Are_verified_without_a_token(string name)
    {
        var vector = File[name];
        using var key = vector.PublicKey();

        Assert.Equal(
            vector.IsValid,
            ServiceSignature.VerifySecondReading(key, Request(vector), vector.Signature, vector.Forms));
    }

    static ServiceRequest Request(Vector vector) =>
        new(vector.Text("method"), vector.Text("target"), vector.Body, vector.Text("timestamp"));
}
