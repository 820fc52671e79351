namespace Periksa.Wire.Snap.Tests;

public class TokenVectors
{
    static readonly VectorFile Tokens = new("token");

    public static TheoryData<string> All => Tokens.Names();

    public static TheoryData<string> Valid => Tokens.Names(vector => vector.IsValid);

    [Theory, MemberData(nameof(All))]
    public void Are_verified(string name)
    {
        var vector = Tokens[name];
        using var key = vector.PublicKey();

        Assert.Equal(
            vector.IsValid,
            TokenSignature.Verify(
                key, vector.Text("clientId"), vector.Text("timestamp"), vector.Signature, vector.Forms));
    }

    [Theory, MemberData(nameof(Valid))]
    public void Are_signed(string name)
    {
        var vector = Tokens[name];
        using var key = vector.PrivateKey();

        Assert.Equal(
            Convert.ToBase64String(vector.SignatureBytes()),
            TokenSignature.Sign(key, vector.Text("clientId"), vector.Text("timestamp")));
    }
}
