using Periksa.Wire.Snap.Finder;

namespace Periksa.Wire.Snap.Tests.Finder;

/// <summary>The paths and targets that callers sign in place of the one they ask.</summary>
public class TargetTests
{
    [Theory]
    [InlineData("/api/v1.0/account-inquiry-external", "/openapi/v1.0/account-inquiry-external")]
    [InlineData("/api/v1.0/account-inquiry-external", "/snap-service/v1/account-inquiry-external")]
    [InlineData("/api/v1.0/account-inquiry-external", "/interbank/snap/v1.0/account-inquiry-external")]
    [InlineData("/api/v1.0/account-inquiry-external?a=1", "/openapi/v1.0/account-inquiry-external?a=1")]
    [InlineData("/snap/v1.0/emoney/bank-account-inquiry", "/v1.0/emoney/bank-account-inquiry.htm")]
    [InlineData("/snap/v1.0/emoney/bank-account-inquiry", "/snap/v1.1/emoney/bank-account-inquiry")]
    public void Knows_where_other_vendors_serve_the_same_service(string came, string elsewhere) =>
        Assert.Equal([SignatureMistake.OtherPath], FoundAt(came, elsewhere));

    [Fact]
    public void Knows_the_path_that_a_proxy_says_it_was_asked_for()
    {
        const string came = "/snap/v1.0/balance-inquiry";
        const string outside = "/toko/balance?x=1";

        Assert.Equal([SignatureMistake.OtherPath], FoundAt(came, outside, [outside]));
        Assert.Empty(FoundAt(came, outside));
    }

    /// <summary>A path without its beginning is that, also where another vendor's is the same.</summary>
    [Fact]
    public void Takes_a_path_for_another_vendor_s_only_where_it_is_not_a_part_of_its_own() => Assert.Equal(
        [SignatureMistake.TargetWithoutPrefix],
        FoundAt("/snap/v1.0/emoney/bank-account-inquiry", "/v1.0/emoney/bank-account-inquiry"));

    [Fact]
    public void Puts_the_public_prefix_back()
    {
        const string came = "/api/v1.0/account-inquiry-external";

        Assert.Empty(FoundAt(came, "/gateway" + came, publicPrefix: "/gateway"));
        Assert.Equal([SignatureMistake.TargetWithoutPrefix], FoundAt(came, came, publicPrefix: "/gateway"));
    }

    static SignatureMistake[] FoundAt(string came, string signed, string[]? others = null, string publicPrefix = "")
    {
        var sent = Corpus.Sender(new(9)) with { Target = signed };
        return [.. SignatureFinder.Find(new RefusedRequest
        {
            Signature = sent.Sign(),
            Method = sent.Method,
            Target = came,
            OtherTargets = others ?? [],
            PublicPrefix = publicPrefix,
            Timestamp = sent.Timestamp,
            Token = sent.Token,
            Body = sent.Body,
            Secret = sent.Secret,
        })?.Mistakes ?? []];
    }
}
