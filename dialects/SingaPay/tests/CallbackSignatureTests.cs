using System.Security.Cryptography;
using System.Text;

namespace Periksa.Dialects.SingaPay.Tests;

public class CallbackSignatureTests
{
    const string Url = "https://toko-maju.example/hooks/singapay?shop=1&x=%7e";

    /// <summary>Of the sample, made with Python and <c>openssl dgst -sha512 -hmac</c>.</summary>
    const string Signature =
        "06e14550f2c6dcd76a7512c524fd8e05cff611f829dfeae32ea15cf56d21eafb"
        + "374b2e0908e045e93ea0a2b1e44b2d23547271101f808f188e236e7ef66dd641";

    readonly RememberingTokens _tokens = new();

    SingaPayCallbacks Callbacks => new(_tokens);

    [Fact]
    public async Task Covers_the_url_the_token_and_the_moment()
    {
        Assert.Equal(
            [
                new("X-PARTNER-ID", Callers.Usual),
                new("X-Signature", Signature),
                new("X-Timestamp", "1765506000"),
                new("Authorization", $"Bearer {RememberingTokens.Token}"),
                new("User-Agent", "SingaPaymentGateway/1.0"),
                new("Accept", "application/json"),
            ],
            await Sign(Url, CallbacksTests.Compact));

        Assert.Equal([("singapay:" + Callers.Usual, TimeSpan.FromHours(1))], _tokens.Issued);
    }

    [Fact]
    public async Task Is_made_with_a_new_token_at_every_attempt()
    {
        await Sign(Url, CallbacksTests.Compact);
        await Sign(Url, CallbacksTests.Compact);

        Assert.Equal(2, _tokens.Issued.Count);
    }

    /// <summary>The target is the part after the authority, as it was registered.</summary>
    [Theory]
    [InlineData("https://a.example/hooks", "/hooks")]
    [InlineData("https://a.example", "/")]
    [InlineData("https://a.example/", "/")]
    [InlineData("https://a.example:8443?x=1", "/?x=1")]
    [InlineData("https://a.example/hooks?next=https://b.example/c", "/hooks?next=https://b.example/c")]
    [InlineData("https://a.example/h%6Foks/../%7e//x?a=%2F&b=é", "/h%6Foks/../%7e//x?a=%2F&b=é")]
    [InlineData("http://127.0.0.1:8080/sandbox/inbox/toko-maju", "/sandbox/inbox/toko-maju")]
    [InlineData("http://[::1]:8080/inbox", "/inbox")]
    [InlineData("https://a.example/hooks?x=1#part", "/hooks?x=1")]
    [InlineData("https://a.example#part/of", "/")]
    public async Task Covers_the_target_of(string url, string target)
    {
        const string inOrder = """{"a":"é 😀 /","b":1}""";
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inOrder)));
        var text = $"POST:{target}:{RememberingTokens.Token}:{digest}:1765506000";
        var signature = HMACSHA512.HashData(Encoding.UTF8.GetBytes(Callers.Secret), Encoding.UTF8.GetBytes(text));

        var headers = await Sign(url, """{"b":1,"a":"\u00e9 \ud83d\ude00 \/"}""");

        Assert.Equal(Convert.ToHexStringLower(signature), headers.Single(one => one.Key is "X-Signature").Value);
    }

    [Fact]
    public async Task Is_never_left_out()
    {
        var secretless = Callers.Named(Callers.Usual) with { ClientSecret = null };

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await Callbacks.Sign(secretless, Url, default, DialectHost.Now, CancellationToken.None));
        Assert.Empty(_tokens.Issued);
    }

    async Task<KeyValuePair<string, string>[]> Sign(string url, string body) =>
    [
        .. await Callbacks.Sign(
            Callers.Named(Callers.Usual), url, Encoding.UTF8.GetBytes(body), DialectHost.Now, CancellationToken.None),
    ];
}
