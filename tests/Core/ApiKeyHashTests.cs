using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Tests;

public class ApiKeyHashTests
{
    const string Key = "sento-sandbox-tokomaju-7Qm2";

    // printf %s 'sento-sandbox-tokomaju-7Qm2' | openssl dgst -sha256
    const string Digest = "ed43a30e5afcd8ced2ed6a1ad1f62e07735158e4f6a5f0d8876b3541cd29511a";

    // So short that two of them are often the same.
    static Arbitrary<string> ShortKeys =>
        Gen.Elements('a', 'b', 'é').ArrayOf().Select(text => new string([.. text.Take(2)])).ToArbitrary();

    [Theory]
    [InlineData(Key, Digest)]
    [InlineData("kunci-é", "4c13d1e05bb2cae9a23e795e8093b279480f1cd8f3aa401bfc4e62eb82d0f653")]   // UTF-8
    public void Is_the_digest_that_openssl_makes(string key, string digest)
    {
        Assert.Equal(digest, Convert.ToHexStringLower(ApiKeyHash.Digest(key)));
        Assert.True(new ApiKeyHash(Convert.FromHexString(digest)).Matches(key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sento-sandbox-tokomaju-7Qm")]
    [InlineData("sento-sandbox-tokomaju-7Qm2 ")]
    [InlineData("SENTO-SANDBOX-TOKOMAJU-7QM2")]
    [InlineData(Digest)]
    public void Matches_no_other_key(string key) =>
        Assert.False(new ApiKeyHash(Convert.FromHexString(Digest)).Matches(key));

    [Fact]
    public void Matches_a_key_exactly_when_it_was_made_from_it() =>
        Prop.ForAll(ShortKeys, ShortKeys, (made, tried) =>
            new ApiKeyHash(ApiKeyHash.Digest(made)).Matches(tried) == (made == tried))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Is_refused_when_it_cannot_be_a_digest(int bytes) =>
        Assert.Throws<ArgumentException>(() => new ApiKeyHash(new byte[bytes]));
}
