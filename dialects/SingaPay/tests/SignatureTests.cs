using System.Security.Cryptography;
using System.Text;

namespace Periksa.Dialects.SingaPay.Tests;

public class SignatureTests
{
    static readonly ClientSecret Secret = new(Callers.Secret);

    public static TheoryData<string> Names => Vector.Names;

    [Theory, MemberData(nameof(Names))]
    public void Of_a_request_is_what_another_program_makes_of(string name)
    {
        var vector = Vector.Of(name);

        Assert.Equal(vector.Signature, Sign(Encoding.UTF8.GetBytes(vector.Body)));
    }

    /// <summary>These have no canonical form: they are malformed, if only a little.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"b\":1,\"a\":2,}")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("\uFEFF{\"b\":1,\"a\":2}")]
    [InlineData("{\"b\":1, \"a\":\"\\ud83d\"}")]
    [InlineData("{\"b\":1, \"a\":\"\\u0000\"}")]
    public void Of_a_body_that_is_no_JSON_covers_it_as_it_stands(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var text = $"POST:{Letter.TransferPath}:a.b.c:{digest}:{DialectHost.Stamp}";

        Assert.Equal(
            Convert.ToHexStringLower(HMACSHA512.HashData(Secret.Bytes, Encoding.UTF8.GetBytes(text))), Sign(bytes));
    }

    /// <summary>Made with <c>openssl dgst -sha512 -hmac</c>.</summary>
    [Fact]
    public void Of_a_token_covers_names_secret_and_day() => Assert.Equal(
        "7d75e52b9dbe2593603c8f87e42f42785de4001016ae4e3eb40c043c467a866b"
        + "a98e85ae66e8393ec451c4594246507d34112d21f68f818ca37fc92b7e774e14",
        Signatures.OfToken(Secret, Callers.ClientId, new(2025, 12, 1)));

    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "abC", false)]
    [InlineData("abc", "ab", false)]
    [InlineData("abc", "abcd", false)]
    [InlineData("abc", "", false)]
    public void Is_compared_letter_by_letter(string known, string sent, bool isSame) =>
        Assert.Equal(isSame, Signatures.AreSame(known, sent));

    static string Sign(byte[] body) =>
        Signatures.OfRequest(Secret, new("POST", Letter.TransferPath, "a.b.c", body, DialectHost.Stamp));
}
