namespace Periksa.Sdk.Tests;

/// <summary>SDKs that are made for one bank alone: what they hear where they are sent elsewhere unchanged, and
/// why.</summary>
public class SnapMisfitTests
{
    const string ApiKey = "its apiKey";

    static readonly SnapSdk Bni = SnapSdks.All["BNI PHP"];

    /// <summary>It fetches its token by one name, and asks under another; here a credential has one. It is taken where
    /// both settings say the same.</summary>
    [Theory]
    [InlineData("15")]
    [InlineData("16")]
    [InlineData("18")]
    [InlineData("36")]
    [InlineData("11")]
    public async Task BNI_s_second_name_is_nobody_s(string service)
    {
        var wire = SnapWire.Of($"snap {service}");
        await using var host = await SnapHost.Open(wire);
        var asItIs = Bni with { PartnerId = ApiKey };

        Assert.Equal("2007300 Successful", await host.Say(asItIs.Token(wire, SnapHost.Now)));
        Assert.Equal(
            $"401{service}00 Unauthorized. [Unknown client]", await host.Say(asItIs.Inquiry(wire, SnapHost.Now)));
        Assert.Equal($"{wire.Ok} Successful", await host.Say(Bni.Inquiry(wire, SnapHost.Now)));
    }

    /// <summary>But for that of its token, BNI's paths are a prefix and a version. Nobody signs the token's
    /// path.</summary>
    [Theory]
    [InlineData("15")]
    [InlineData("16")]
    public async Task BNI_s_own_paths_are_served_where_they_are_set(string service)
    {
        var wire = SnapWire.Of($"snap {service}").At("/snap-service", "v1");
        await using var host = await SnapHost.Open(wire);

        Assert.StartsWith("/snap-service/v1/account-inquiry-", wire.InquiryTarget, StringComparison.Ordinal);
        Assert.Equal("2007300 Successful", await host.Say(Bni.Token(wire, SnapHost.Now)));
        Assert.Equal($"{wire.Ok} Successful", await host.Say(Bni.Inquiry(wire, SnapHost.Now)));
    }

    /// <summary>And it signs that path, so that no proxy can give it another.</summary>
    [Fact]
    public async Task DANA_s_path_has_an_ending_of_its_own()
    {
        var wire = SnapWire.Of("snap 42").At("", "v1.0");
        var own = wire with { InquiryTarget = $"{wire.InquiryTarget}.htm" };
        await using var host = await SnapHost.Open(wire);
        var sent = SnapSdks.All["DANA"].Inquiry(own, SnapHost.Now);

        Assert.Equal("4040000 Not Found", await host.Say(sent));
        Assert.Equal(
            "4014200 Unauthorized. [Signature]", await host.Say(sent with { Target = wire.InquiryTarget }));
        Assert.Equal("2004200 Successful", await host.Say(SnapSdks.All["DANA"].Inquiry(wire, SnapHost.Now)));
    }
}
