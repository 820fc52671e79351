namespace Periksa.Sdk.Tests;

/// <summary>What SDKs do to single fields, one at a time.</summary>
public class SnapRawInputTests
{
    static readonly SnapSdk Usual = new(Spelling.Jakarta, Spelling.Plain, Spelling.Plain) { Channel = "api" };

    public static TheoryData<string> Dialects => [.. SnapWire.All.Select(wire => wire.Name)];

    /// <summary>The moment of the host, written in every way that ISO 8601 has for it.</summary>
    public static TheoryData<string> Stamps =>
    [
        "2026-11-28T16:14:10.196463812Z", "2026-11-28T23:14:10.620678+07:00", "2026-11-28T23:14:10.5+07:00",
        "2026-11-28T23:14:10.12+07:00", "2026-11-28T23:14:10.1234+07:00", "2026-11-28T23:14:10.12345678+0700",
        "2026-11-28T23:14:10+07", "2026-11-28T23:14:10.5+07", "2026-11-28T16:14:10z", "2026-11-28T16:14:10.1z",
        "2026-11-28T16:14:10-00", "2026-11-28T23:14:10.000000000+07:00",
    ];

    public static TheoryData<string> NoStamps =>
    [
        "2026-11-28T23:14:10.+07:00", "2026-11-28T23:14:10.1234567890+07:00", "2026-11-28T23:14:10,5+07:00",
        "2026-11-28T23:14:10+7", "2026-11-28T23:14:10+070", "2026-11-28 23:14:10+07:00", "2026-11-28T23:14:10 +07",
        "2026-11-28T23:14:10.5", "2026-11-28T23:14:10+", "2026-11-28T23:14:10+07:", "2026-11-28T16:14:10zz",
    ];

    [Theory, MemberData(nameof(Stamps))]
    public async Task A_stamp_may_be_written_in_many_ways(string stamp)
    {
        var sdk = Usual with { Stamp = _ => stamp };
        foreach (var wire in SnapWire.All)
        {
            await using var host = await SnapHost.Open(wire);

            Assert.Equal("2007300 Successful", await host.Say(sdk.Token(wire, SnapHost.Now)));
            Assert.Equal($"{wire.Ok} Successful", await host.Say(sdk.Inquiry(wire, SnapHost.Now)));
            Assert.Equal("X-TIMESTAMP, X-TIMESTAMP", host.Counted);
        }
    }

    [Theory, MemberData(nameof(NoStamps))]
    public async Task A_stamp_is_not_guessed(string stamp)
    {
        var sdk = Usual with { Stamp = _ => stamp };
        foreach (var wire in SnapWire.All)
        {
            await using var host = await SnapHost.Open(wire);

            Assert.Equal(
                $"400{wire.Service}01 Invalid Field Format X-TIMESTAMP",
                await host.Say(sdk.Inquiry(wire, SnapHost.Now)));
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_body_may_be_signed_as_its_escapes_mean_it(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        foreach (var sends in (Func<string, string>[])[Spelling.Php, Spelling.Ascii])
        {
            await using var host = await SnapHost.Open(wire);

            Assert.Equal(
                $"{wire.Ok} Successful",
                await host.Say((Usual with { Sends = sends }).Inquiry(wire, SnapHost.Now)));
            Assert.Equal("body escapes", host.Counted);
        }
    }

    /// <summary>There is one second reading, and no third: what it does not say is as wrong as before.</summary>
    [Theory, MemberData(nameof(Dialects))]
    public async Task A_body_is_not_read_in_a_third_way(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        SnapSdk[] others =
        [
            Usual with { Sends = Spelling.Plain, Signs = Spelling.Php },
            Usual with { Sends = Spelling.Php, Signs = Spelling.Ascii },
            Usual with { Sends = json => json.Replace("INV", @"\u0049NV", StringComparison.Ordinal) },
            Usual with { Sends = json => json.Replace("/", @"\u002f", StringComparison.Ordinal) },
        ];
        foreach (var sdk in others)
        {
            await using var host = await SnapHost.Open(wire);

            Assert.StartsWith($"401{wire.Service}00 ", await host.Say(sdk.Inquiry(wire, SnapHost.Now)),
                StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_equal_double_of_a_content_type_or_origin_is_one(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire);
        var sdk = Usual with { Doubles = ["Content-Type", "ORIGIN"] };

        Assert.Equal("2007300 Successful", await host.Say(sdk.Token(wire, SnapHost.Now)));
        Assert.Equal($"{wire.Ok} Successful", await host.Say(sdk.Inquiry(wire, SnapHost.Now)));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_double_that_differs_and_any_double_of_another_header_is_malformed(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire);
        var differs = Usual.Inquiry(wire, SnapHost.Now);
        differs = differs with { Headers = [.. differs.Headers, ("Content-Type", "application/json; charset=utf-8")] };

        Assert.Equal(
            $"400{wire.Service}01 Invalid Field Format Content-Type", await host.Say(differs));
        string[] others =
            ["Authorization", "X-TIMESTAMP", "X-SIGNATURE", "X-PARTNER-ID", "X-EXTERNAL-ID", "CHANNEL-ID"];
        foreach (var header in others)
        {
            Assert.Equal(
                $"400{wire.Service}01 Invalid Field Format {header}",
                await host.Say((Usual with { Doubles = [header] }).Inquiry(wire, SnapHost.Now)));
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_external_id_may_hold_a_dot_and_is_never_longer_than_36(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire);
        var dotted = Usual with { ExternalId = "65a1b2c3d4e5f6.12345678" };
        var doku = Usual with { ExternalId = "REQ:2026-11-28T23:14:10+07:00:65a1b2c3d4e5f6.12345678" };

        Assert.Equal($"{wire.Ok} Successful", await host.Say(dotted.Inquiry(wire, SnapHost.Now)));
        Assert.Equal("X-EXTERNAL-ID", host.Counted);
        Assert.Equal(
            $"400{wire.Service}01 Invalid Field Format X-EXTERNAL-ID",
            await host.Say(doku.Inquiry(wire, SnapHost.Now)));
        Assert.Equal(
            $"400{wire.Service}01 Invalid Field Format X-EXTERNAL-ID",
            await host.Say((Usual with { ExternalId = new('.', 37) }).Inquiry(wire, SnapHost.Now)));
    }

    [Theory]
    [InlineData("[]", "2001600 Successful", "4004202 Invalid Mandatory Field additionalInfo.beneficiaryBankCode")]
    [InlineData("[ \n]", "2001600 Successful", "4004202 Invalid Mandatory Field additionalInfo.beneficiaryBankCode")]
    [InlineData("[{}]", "4001601 Invalid Field Format additionalInfo", "4004201 Invalid Field Format additionalInfo")]
    [InlineData("[null]", "4001601 Invalid Field Format additionalInfo", "4004201 Invalid Field Format additionalInfo")]
    public async Task An_empty_array_is_PHP_s_empty_object(string array, string atIFortepay, string atPaydia)
    {
        var iFortepay = With(
            """{"beneficiaryBankCode":"014","beneficiaryAccountNo":"0123456789","additionalInfo":""" + $"{array}}}");
        var paydia = With(
            """{"partnerReferenceNo":"1","amount":{"value":"10000.00","currency":"IDR"},"""
            + $$"""
            "beneficiaryAccountNumber":"0123456789","additionalInfo":{{array}}}
            """);

        Assert.Equal(atIFortepay, await Say(SnapWire.IFortepay, iFortepay));
        Assert.Equal(atPaydia, await Say(SnapWire.Paydia, paydia));
        Assert.Equal("4001601 Invalid Field Format additionalInfo", await Say(SnapWire.IFortepay, iFortepay, Strict));
        Assert.Equal("4004201 Invalid Field Format additionalInfo", await Say(SnapWire.Paydia, paydia, Strict));
    }

    [Theory]
    [InlineData("{}", "4007302 Invalid Mandatory Field grantType")]
    [InlineData("""{"grantType":""}""", "4007302 Invalid Mandatory Field grantType")]
    [InlineData("""{"grantType":null}""", "4007302 Invalid Mandatory Field grantType")]
    [InlineData("""{"grantType":"","grant_type":null}""", "4007302 Invalid Mandatory Field grantType")]
    [InlineData("""{"grantType":"password"}""", "4007301 Invalid Field Format grantType")]
    [InlineData("""{"grantType":1}""", "4007301 Invalid Field Format grantType")]
    [InlineData("""{"grantType":"password","grant_type":"client_credentials"}""",
        "4007301 Invalid Field Format grantType")]
    [InlineData("""{"grant_type":"password"}""", "4007301 Invalid Field Format grantType")]
    [InlineData("""{"grantType":"","grant_type":"client_credentials"}""", "2007300 Successful")]
    [InlineData("""{"grantType":"client_credentials","additionalInfo":[]}""", "2007300 Successful")]
    public async Task A_grant_that_is_missing_is_a_mandatory_field_that_is_missing(string body, string said)
    {
        foreach (var wire in SnapWire.All)
        {
            await using var host = await SnapHost.Open(wire);

            Assert.Equal(said, await host.Say((Usual with { Grant = body }).Token(wire, SnapHost.Now)));
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_body_that_is_not_there_cannot_be_read(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire);
        var silent = Usual with { Grant = "", Sends = _ => "", Signs = _ => "" };

        Assert.Equal(wire.Unreadable("73"), await host.Say(silent.Token(wire, SnapHost.Now)));
        Assert.Equal(wire.Unreadable(wire.Service), await host.Say(silent.Inquiry(wire, SnapHost.Now)));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_grant_that_is_missing_is_missing_by_the_letter_too(string dialect)
    {
        var wire = SnapWire.Of(dialect);
        await using var host = await SnapHost.Open(wire, Strict);
        var underscored = Usual with { Grant = """{"grant_type":"client_credentials"}""" };

        Assert.Equal(
            "4007302 Invalid Mandatory Field grantType", await host.Say(underscored.Token(wire, SnapHost.Now)));
    }

    [Theory]
    [InlineData("gzip", false)]
    [InlineData("br", false)]
    [InlineData("identity, gzip", false)]
    [InlineData("identity", true)]
    [InlineData("Identity", true)]
    public async Task A_content_encoding_is_not_undone(string encoding, bool isTaken)
    {
        foreach (var wire in SnapWire.All)
        {
            await using var host = await SnapHost.Open(wire);
            var sdk = Usual with { Adds = [("Content-Encoding", encoding)] };

            var token = await host.Say(sdk.Token(wire, SnapHost.Now));
            var inquiry = await host.Say(sdk.Inquiry(wire, SnapHost.Now));

            Assert.Equal(isTaken ? "2007300 Successful" : "4157300 Unsupported Media Type", token);
            Assert.Equal(
                isTaken ? $"{wire.Ok} Successful" : $"415{wire.Service}00 Unsupported Media Type", inquiry);
        }
    }

    static SnapSdk With(string body) => Usual with
    {
        Sends = _ => body,
        Signs = _ => body.Replace(" \n", "", StringComparison.Ordinal),
    };

    static async Task<string> Say(SnapWire wire, SnapSdk sdk, Func<Credential, Credential>? change = null)
    {
        await using var host = await SnapHost.Open(wire, change);
        return await host.Say(sdk.Inquiry(wire, SnapHost.Now));
    }

    static Credential Strict(Credential caller) =>
        caller with { Partner = caller.Partner with { IsStrict = true } };
}
