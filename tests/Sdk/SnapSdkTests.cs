namespace Periksa.Sdk.Tests;

/// <summary>Requests of SNAP SDKs, as they are: the compatible profile takes them and counts in what they depart
/// from the contract, the strict one takes those that depart in nothing.</summary>
public class SnapSdkTests
{
    const string Both = "ifortepay paydia";

    /// <summary>Which SDK, at which dialect, and what is counted of its inquiry.</summary>
    public static TheoryData<string, string, string> Inquiries { get; } = new()
    {
        { "Paydia PHP", "ifortepay", "CHANNEL-ID" },
        { "Paydia PHP", "paydia", "" },
        { "Midtrans PHP", "ifortepay", "X-EXTERNAL-ID, CHANNEL-ID, body escapes" },
        { "Midtrans PHP", "paydia", "X-EXTERNAL-ID, body escapes" },
        { "Midtrans Go", "ifortepay", "X-TIMESTAMP, X-EXTERNAL-ID, CHANNEL-ID" },
        { "Midtrans Go", "paydia", "X-TIMESTAMP, X-EXTERNAL-ID" },
        { "DOKU PHP", "ifortepay", "X-EXTERNAL-ID, CHANNEL-ID, body escapes" },
        { "DOKU PHP", "paydia", "X-EXTERNAL-ID, body escapes" },
        { "DoWithLogic", "paydia", "Content-Type, X-TIMESTAMP, private key beside token" },
        { "otnansirk DANA", "paydia", "private key beside token" },
        { "Go, UTC", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "Go, UTC", "paydia", "X-TIMESTAMP" },
        { "Java, OffsetDateTime", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "Java, OffsetDateTime", "paydia", "X-TIMESTAMP" },
        { "Java, Instant", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "Java, Instant", "paydia", "X-TIMESTAMP" },
        { "Python, requests", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "Python, requests", "paydia", "X-TIMESTAMP" },
        { ".NET", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { ".NET", "paydia", "X-TIMESTAMP" },
        { "Ruby", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "Ruby", "paydia", "X-TIMESTAMP" },
        { "An hour alone", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "An hour alone", "paydia", "X-TIMESTAMP" },
        { "A small z", "ifortepay", "X-TIMESTAMP, CHANNEL-ID" },
        { "A small z", "paydia", "X-TIMESTAMP" },
        { "A proxy that doubles", "ifortepay", "Content-Type, ORIGIN, CHANNEL-ID" },
        { "A proxy that doubles", "paydia", "Content-Type" },
        { "OAuth's words", "ifortepay", "X-TIMESTAMP, CHANNEL-ID, hex signature, scheme" },
        { "OAuth's words", "paydia", "X-TIMESTAMP, hex signature, scheme" },
    };

    /// <summary>Which SDK, at which dialects, and what is counted of its request for a token.</summary>
    public static TheoryData<string, string, string> Tokens { get; } = new()
    {
        { "Paydia PHP", Both, "" },
        { "Midtrans PHP", Both, "" },
        { "Midtrans Go", Both, "X-TIMESTAMP" },
        { "DOKU PHP", Both, "" },
        { "DoWithLogic", "paydia", "Content-Type, X-TIMESTAMP" },
        { "otnansirk DANA", Both, "" },
        { "Go, UTC", Both, "X-TIMESTAMP" },
        { "Java, OffsetDateTime", Both, "X-TIMESTAMP" },
        { "Java, Instant", Both, "X-TIMESTAMP" },
        { "Python, requests", Both, "X-TIMESTAMP" },
        { ".NET", Both, "X-TIMESTAMP" },
        { "Ruby", Both, "X-TIMESTAMP" },
        { "An hour alone", Both, "X-TIMESTAMP" },
        { "A small z", Both, "X-TIMESTAMP" },
        { "A proxy that doubles", Both, "Content-Type" },
        { "OAuth's words", Both, "X-TIMESTAMP, hex signature, grant_type" },
    };

    [Theory, MemberData(nameof(Inquiries))]
    public async Task Has_its_inquiry_taken_and_counted(string sdk, string dialect, string counted)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire);

        Assert.Equal($"{wire.Ok} Successful", await host.Say(SnapSdks.All[sdk].Inquiry(wire, SnapHost.Now)));
        Assert.Equal(counted, host.Counted);
        Assert.Equal(SnapWire.Reference, host.Inquiries.Asked!.Keys!.Reference);
    }

    [Theory, MemberData(nameof(Tokens))]
    public async Task Has_its_token_issued_and_counted(string sdk, string dialects, string counted)
    {
        foreach (var wire in dialects.Split(' ').Select(SnapWire.Of))
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
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire, Strict);

        var said = await host.Say(SnapSdks.All[sdk].Inquiry(wire, SnapHost.Now));

        Assert.Equal(counted.Length == 0, said == $"{wire.Ok} Successful");
        Assert.Matches("^(2|400|401)", said);
        Assert.Empty(host.Counted);
    }

    [Theory, MemberData(nameof(Tokens))]
    public async Task Has_its_token_refused_by_the_letter_where_anything_was_counted(
        string sdk, string dialects, string counted)
    {
        foreach (var wire in dialects.Split(' ').Select(SnapWire.Of))
        {
            await using var host = await SnapHost.Open(wire, Strict);

            var said = await host.Say(SnapSdks.All[sdk].Token(wire, SnapHost.Now));

            Assert.Equal(counted.Length == 0, said == "2007300 Successful");
            Assert.Empty(host.Counted);
        }
    }

    /// <summary>Only Paydia's table can be read so: iFortepay's knows one kind of signature.</summary>
    [Theory]
    [InlineData("DoWithLogic")]
    [InlineData("otnansirk DANA")]
    public async Task Is_refused_at_iFortepay_where_it_signs_with_its_key(string sdk)
    {
        await using var host = await SnapHost.Open(SnapWire.IFortepay);

        Assert.Equal(
            "4011600 Unauthorized. [Signature]",
            await host.Say(SnapSdks.All[sdk].Inquiry(SnapWire.IFortepay, SnapHost.Now)));
    }

    static Credential Strict(Credential caller) =>
        caller with { Partner = caller.Partner with { IsStrict = true } };
}
