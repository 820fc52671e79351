namespace Periksa.Sdk.Tests;

/// <summary>Requests of SNAP SDKs, as they are: the compatible profile takes them and counts in what they depart
/// from the contract, the strict one takes those that depart in nothing.</summary>
public class SnapSdkTests
{
    const string Every = "ifortepay paydia snap";
    const string WithoutToken = "paydia snap";

    /// <summary>Which SDK, at which dialect, and what is counted of its inquiry.</summary>
    public static TheoryData<string, string, string> Inquiries { get; } = new()
    {
        { "Paydia PHP", "ifortepay", "CHANNEL-ID" },
        { "Paydia PHP", "paydia", "" },
        { "Paydia PHP", "snap", "" },
        { "Midtrans PHP", "ifortepay", "X-EXTERNAL-ID, CHANNEL-ID, body escapes" },
        { "Midtrans PHP", "paydia", "X-EXTERNAL-ID, body escapes" },
        { "Midtrans PHP", "snap", "X-EXTERNAL-ID, body escapes" },
        { "Midtrans Go", "ifortepay", "X-TIMESTAMP, X-EXTERNAL-ID, CHANNEL-ID" },
        { "Midtrans Go", "paydia", "X-TIMESTAMP, X-EXTERNAL-ID" },
        { "Midtrans Go", "snap", "X-TIMESTAMP, X-EXTERNAL-ID" },
        { "DOKU PHP", "ifortepay", "X-EXTERNAL-ID, CHANNEL-ID, body escapes" },
        { "DOKU PHP", "paydia", "X-EXTERNAL-ID, body escapes" },
        { "DOKU PHP", "snap", "X-EXTERNAL-ID, body escapes" },
        { "DoWithLogic", "paydia", "Content-Type, X-TIMESTAMP, private key beside token" },
        { "DoWithLogic", "snap", "Content-Type, X-TIMESTAMP, private key beside token" },
        { "otnansirk DANA", "paydia", "private key beside token" },
        { "otnansirk DANA", "snap", "private key beside token" },
        { "Go, UTC", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "Go, UTC", "paydia", "X-TIMESTAMP" },
        { "Go, UTC", "snap", "X-TIMESTAMP" },
        { "Java, OffsetDateTime", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "Java, OffsetDateTime", "paydia", "X-TIMESTAMP" },
        { "Java, OffsetDateTime", "snap", "X-TIMESTAMP" },
        { "Java, Instant", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "Java, Instant", "paydia", "X-TIMESTAMP" },
        { "Java, Instant", "snap", "X-TIMESTAMP" },
        { "Python, requests", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "Python, requests", "paydia", "X-TIMESTAMP" },
        { "Python, requests", "snap", "X-TIMESTAMP" },
        { ".NET", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { ".NET", "paydia", "X-TIMESTAMP" },
        { ".NET", "snap", "X-TIMESTAMP" },
        { "Ruby", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "Ruby", "paydia", "X-TIMESTAMP" },
        { "Ruby", "snap", "X-TIMESTAMP" },
        { "An hour alone", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "An hour alone", "paydia", "X-TIMESTAMP" },
        { "An hour alone", "snap", "X-TIMESTAMP" },
        { "A small z", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "A small z", "paydia", "X-TIMESTAMP" },
        { "A small z", "snap", "X-TIMESTAMP" },
        { "A proxy that doubles", "ifortepay", "Content-Type, ORIGIN, CHANNEL-ID" },
        { "A proxy that doubles", "paydia", "Content-Type" },
        { "A proxy that doubles", "snap", "Content-Type, ORIGIN" },
        { "OAuth's words", "ifortepay", "X-TIMESTAMP, CHANNEL-ID, hex signature, scheme" },
        { "OAuth's words", "paydia", "X-TIMESTAMP, hex signature, scheme" },
        { "OAuth's words", "snap", "X-TIMESTAMP, hex signature, scheme" },
        { "BNI PHP", "snap", "" },
        { "snap-aspi-go", "snap", "X-EXTERNAL-ID" },
        { "Faspay Java", "paydia", "" },
        { "Faspay Java", "snap", "" },
    };

    /// <summary>Which SDK, at which dialects, and what is counted of its request for a token.</summary>
    public static TheoryData<string, string, string> Tokens { get; } = new()
    {
        { "Paydia PHP", Every, "" },
        { "Midtrans PHP", Every, "" },
        { "Midtrans Go", Every, "X-TIMESTAMP" },
        { "DOKU PHP", Every, "" },
        { "DoWithLogic", WithoutToken, "Content-Type, X-TIMESTAMP" },
        { "otnansirk DANA", Every, "" },
        { "Go, UTC", Every, "X-TIMESTAMP" },
        { "Java, OffsetDateTime", Every, "X-TIMESTAMP" },
        { "Java, Instant", Every, "X-TIMESTAMP" },
        { "Python, requests", Every, "X-TIMESTAMP" },
        { ".NET", Every, "X-TIMESTAMP" },
        { "Ruby", Every, "X-TIMESTAMP" },
        { "An hour alone", Every, "X-TIMESTAMP" },
        { "A small z", Every, "X-TIMESTAMP" },
        { "A proxy that doubles", Every, "Content-Type" },
        { "OAuth's words", Every, "X-TIMESTAMP, hex signature, grant_type" },
        { "BNI PHP", Every, "" },
        { "snap-aspi-go", Every, "" },
    };

    [Theory, MemberData(nameof(Inquiries))]
    public async Task Has_its_inquiry_taken_and_counted(string sdk, string dialect, string counted)
    {
        foreach (var wire in SnapWire.AllOf(dialect))
        {
            await using var host = await SnapHost.Open(wire);

            Assert.Equal($"{wire.Ok} Successful", await host.Say(SnapSdks.All[sdk].Inquiry(wire, SnapHost.Now)));
            Assert.Equal(counted, host.Counted);
            Assert.Equal(wire.Heard, host.Answerers.Heard);
        }
    }

    [Theory, MemberData(nameof(Tokens))]
    public async Task Has_its_token_issued_and_counted(string sdk, string dialects, string counted)
    {
        foreach (var wire in dialects.Split(' ').Select(SnapWire.FirstOf))
        {
            await using var host = await SnapHost.Open(wire);

            Assert.Equal("2007300 Successful", await host.Say(SnapSdks.All[sdk].Token(wire, SnapHost.Now)));
            Assert.Equal(counted, host.Counted);
        }
    }

    [Theory, MemberData(nameof(Inquiries))]
    public async Task Has_its_inquiry_refused_by_the_letter_where_anything_was_counted(
        string sdk, string dialect, string counted)
    {
        foreach (var wire in SnapWire.AllOf(dialect))
        {
            await using var host = await SnapHost.Open(wire, Strict);

            var said = await host.Say(SnapSdks.All[sdk].Inquiry(wire, SnapHost.Now));

            Assert.Equal(counted.Length == 0, said == $"{wire.Ok} Successful");
            Assert.Matches("^(2|400|401)", said);
            Assert.Empty(host.Counted);
        }
    }

    [Theory, MemberData(nameof(Tokens))]
    public async Task Has_its_token_refused_by_the_letter_where_anything_was_counted(
        string sdk, string dialects, string counted)
    {
        foreach (var wire in dialects.Split(' ').Select(SnapWire.FirstOf))
        {
            await using var host = await SnapHost.Open(wire, Strict);

            var said = await host.Say(SnapSdks.All[sdk].Token(wire, SnapHost.Now));

            Assert.Equal(counted.Length == 0, said == "2007300 Successful");
            Assert.Empty(host.Counted);
        }
    }

    /// <summary>Only Paydia's table and the standard's can be read so: iFortepay's knows one kind of
    /// signature.</summary>
    [Theory]
    [InlineData("DoWithLogic")]
    [InlineData("otnansirk DANA")]
    [InlineData("Faspay Java", "4001602 Invalid Mandatory Field Authorization")]
    public async Task Is_refused_at_iFortepay_where_it_signs_with_its_key(
        string sdk, string refusal = "4011600 Unauthorized. [Signature]")
    {
        await using var host = await SnapHost.Open(SnapWire.IFortepay);

        Assert.Equal(
            refusal,
            await host.Say(SnapSdks.All[sdk].Inquiry(SnapWire.IFortepay, SnapHost.Now)));
    }

    static Credential Strict(Credential caller) =>
        caller with { Partner = caller.Partner with { IsStrict = true } };
}
