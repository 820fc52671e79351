using Periksa.Inquiries;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>What the caller means to do goes where the body has a place for it.</summary>
public class IntentTests
{
    const string Places =
        """
        {"a":"{amount}","p":"{purpose}","s":"{sourceAccount}","n":"{senderName}","e":"{expectedName}","d":"{deviceId}"}
        """;

    static readonly Intent Whole = new()
    {
        Amount = Money.Rupiah(150_000),
        Purpose = "01",
        SourceAccount = "7010001234",
        SenderName = "Budi \"B\"",
        ExpectedName = "SITI {amount}",
        DeviceId = "host-01",
    };

    static SnapRouteOptions Options => Play.Preset("standard") with
    {
        Late = LateMode.None,
        Body = Places,
        Values = new Dictionary<string, string>
        {
            ["purpose"] = "99", ["sourceAccount"] = "8010009999", ["senderName"] = "PERIKSA",
            ["expectedName"] = "ANY NAME", ["deviceId"] = "gateway-1",
        },
    };

    [Fact]
    public async Task Comes_before_the_settings() => Assert.Equal(
        """
        {"a":"150000.00","p":"01","s":"7010001234","n":"Budi \"B\"","e":"SITI {amount}","d":"host-01"}
        """,
        await Sent(Whole));

    [Fact]
    public async Task Leaves_to_the_settings_what_it_does_not_say()
    {
        const string Usual =
            """
            {"a":"10000.00","p":"99","s":"8010009999","n":"PERIKSA","e":"ANY NAME","d":"gateway-1"}
            """;

        Assert.Equal(Usual, await Sent(null));
        Assert.Equal(Usual, await Sent(new()));
        Assert.Equal(
            Usual.Replace("gateway-1", "host-01", StringComparison.Ordinal),
            await Sent(new() { DeviceId = "host-01" }));
    }

    /// <summary>Those whose bodies have a place for it.</summary>
    [Theory]
    [InlineData("bca-16-bifast", "\"value\":\"150000.00\"", "\"purposeCode\":\"01\"")]
    [InlineData("ocbc-bifast", "\"debitAccountNo\":\"7010001234\"", "\"trxPurpose\":\"01\"")]
    [InlineData("bri-16", "\"deviceId\":\"host-01\"")]
    [InlineData("doku", "\"value\":\"150000.00\"", "\"beneficiaryAccountName\":\"ANY NAME\"")]
    [InlineData("paydia", "\"value\":\"150000.00\"")]
    public async Task Goes_where_a_preset_has_a_place(string preset, params string[] parts)
    {
        var body = await Sent(Whole, Play.Preset(preset));

        Assert.All(parts, part => Assert.Contains(part, body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SITI {AMOUNT}", false)]
    [InlineData("any name", false)]   // which the settings would have sent
    [InlineData("SITI", true)]
    public async Task Is_no_answer_where_its_name_comes_back(string name, bool isFound)
    {
        await using var provider = await Provider.Start(Provider.Says(
            200, $$"""{"responseCode":"2001600","beneficiaryAccountName":"{{name}}"}"""));

        var reply = await Play.Ask(Options, provider, Play.Question with { Intent = Whole });

        Assert.Equal(isFound, reply is BankReply.Found);
    }

    [Fact]
    public async Task Is_an_answer_where_its_name_was_not_sent()
    {
        await using var provider = await Provider.Start(Provider.Says(200, Play.Found));

        Assert.IsType<BankReply.Found>(await Play.Ask(
            Play.Preset("standard"), provider, Play.Question with { Intent = new() { ExpectedName = "Test BCA" } }));
    }

    static async Task<string> Sent(Intent? intent, SnapRouteOptions? options = null)
    {
        await using var provider = await Provider.Start(Provider.Says(500, ""));
        await Play.Ask(options ?? Options, provider, Play.Question with { Intent = intent });
        return provider.Questions.Single().Body;
    }
}
