namespace Periksa.Wire.Snap.Tests;

public class CallbackVectors
{
    static readonly VectorFile Callbacks = new("callback");

    public static TheoryData<string> All => Callbacks.Names();

    public static TheoryData<string> Valid => Callbacks.Names(vector => vector.IsValid);

    [Theory, MemberData(nameof(All))]
    public void Are_verified(string name)
    {
        var vector = Callbacks[name];

        Assert.Equal(
            vector.IsValid,
            CallbackSignature.Verify(
                vector.Secret,
                vector.Text("url"),
                vector.Text("version"),
                vector.Body,
                vector.Text("timestamp"),
                vector.Signature));
    }

    [Theory, MemberData(nameof(Valid))]
    public void Are_signed(string name)
    {
        var vector = Callbacks[name];

        Assert.Equal(
            vector.Signature,
            CallbackSignature.Sign(
                vector.Secret, vector.Text("url"), vector.Text("version"), vector.Body, vector.Text("timestamp")));
    }
}
