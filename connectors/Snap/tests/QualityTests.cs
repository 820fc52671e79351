using Periksa.Inquiries;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>What is read of an answer beside the name.</summary>
public class QualityTests
{
    [Theory]
    [InlineData("MUHAMMAD RIZKY PRATAMA S", "cut_24")]
    [InlineData("MUHAMMAD RIZKY PRATAMA", "full")]
    [InlineData("MUHAMMAD RIZKY PRATAMA SU", "full")]   // it was not cut there
    [InlineData("MUHAMMAD R**** P****** *", "masked")]
    public async Task Of_a_name_is_told_by_where_its_provider_cuts(string name, string quality)
    {
        var options = Play.Preset("bca-15");
        await using var provider = await Provider.Start(Says(options, name));

        var reply = await Play.Ask(options, provider, Play.QuestionFor(options));

        Assert.Equal(quality, Assert.IsType<BankReply.Found>(reply).Quality.Word);
    }

    [Theory]
    [InlineData("ocbc-bifast", "referenceNo")]
    [InlineData("ocbc-olt", "referenceNo")]
    [InlineData("ocbc-rtgs", "referenceNo")]
    [InlineData("ocbc-skn", "referenceNo")]
    [InlineData("doku", "sessionId")]
    public async Task Has_the_handle_that_a_preset_names(string preset, string field)
    {
        var options = Play.Preset(preset);

        Assert.Equal(new AnswerHandle("S-42", TimeSpan.FromMinutes(15)), await Handle(options, field, "S-42"));
        Assert.Null(await Handle(options, "another", "S-42"));
    }

    [Fact]
    public async Task Has_a_handle_where_the_settings_say_for_so_long_as_they_say()
    {
        var options = Play.Preset("standard") with
        {
            HandleField = "sessionId", HandleLifetime = TimeSpan.FromSeconds(60),
        };

        Assert.Equal(new AnswerHandle("S-42", TimeSpan.FromSeconds(60)), await Handle(options, "sessionId", "S-42"));
        Assert.Null(await Handle(options, "sessionId", ""));
        Assert.Null(await Handle(options, "sessionId", "S 42\\u0000"));
        Assert.Null(await Handle(options, "sessionId", new('1', 256)));
        Assert.Null(await Handle(Play.Preset("standard"), "sessionId", "S-42"));
    }

    [Fact]
    public async Task Of_a_code_may_be_that_the_account_is_blocked() => Assert.Equal(
        AccountAbsence.Blocked,
        Assert.IsType<BankReply.NotFound>(await Play.Ask(
            Play.Preset("standard") with
            {
                Codes = new Dictionary<string, SnapOutcome> { ["403xx05"] = SnapOutcome.Blocked },
            },
            Provider.Says(403, """{"responseCode":"4031605"}"""))).Why);

    static async Task<AnswerHandle?> Handle(SnapRouteOptions options, string field, string value)
    {
        await using var provider = await Provider.Start(Says(options, "SITI", $"\"{field}\":\"{value}\","));
        return Assert.IsType<BankReply.Found>(await Play.Ask(options, provider, Play.QuestionFor(options))).Handle;
    }

    static Microsoft.AspNetCore.Http.RequestDelegate Says(SnapRouteOptions options, string name, string more = "") =>
        Provider.Says(200, $$"""
            {"responseCode":"200{{options.Service}}00",{{more}}"beneficiaryAccountName":"{{name}}"}
            """);
}
