namespace Periksa.Wire.Snap.Tests;

public class MinifyVectors
{
    static readonly VectorFile Bodies = new("minify");

    public static TheoryData<string> All => Bodies.Names();

    [Theory, MemberData(nameof(All))]
    public void Keep_what_they_say(string name)
    {
        var vector = Bodies[name];
        var kept = new byte[vector.Body.Length];
        var length = new Minifier().Next(vector.Body, kept);

        Assert.Equal(
            vector.IsValid,
            kept.AsSpan(0, length).SequenceEqual(vector.Test.GetProperty("minified").GetBytesFromBase64()));
        Assert.Equal(vector.IsValid, BodyDigest.Of(vector.Body) == vector.Text("digest"));
    }
}
