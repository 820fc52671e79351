using System.Text.Json.Nodes;
using Periksa.Inquiries;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>What is concluded from an answer's fields.</summary>
public class AnswerTests
{
    [Theory]
    [InlineData("ifortepay", "2001600", "beneficiaryAccountNo")]
    [InlineData("standard", "2001600", "beneficiaryAccountNo")]
    [InlineData("paydia", "2004200", "beneficiaryAccountNumber")]
    public async Task A_name_is_the_holder_s(string preset, string code, string number)
    {
        var reply = await Ask(Play.Preset(preset), new()
        {
            ["responseCode"] = code,
            ["partnerReferenceNo"] = Play.Reference,
            ["beneficiaryAccountName"] = " Siti Nur'aini, \"S.E.\" é ",
            [number] = "8753293240",
            ["beneficiaryBankCode"] = "014",
            ["additionalInfo"] = new JsonObject { ["inquiryStatus"] = "SUCCESS" },
        });

        Assert.Equal(
            new BankReply.Found("Siti Nur'aini, \"S.E.\" é") { About = new("014", "8753293240") }, reply);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"   \"")]
    [InlineData("\"\\u200b\"")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("\"BUDI\\u0000\"")]
    [InlineData("null")]
    [InlineData("[\"BUDI\"]")]
    public async Task A_name_that_is_none_is_no_answer(string name) => Assert.IsType<BankReply.Unclear>(
        await Play.Ask(Play.Preset("standard"), Provider.Says(
            200, $$"""{"responseCode":"2001600","beneficiaryAccountName":{{name}}}""")));

    [Fact]
    public async Task A_name_of_a_line_without_end_is_no_answer() => Assert.IsType<BankReply.Unclear>(
        await Ask(Play.Preset("standard"), Found(name: new string('A', 256))));

    [Fact]
    public async Task A_name_beside_a_no_is_no_answer() => Assert.IsType<BankReply.Unclear>(
        await Play.Ask(Play.Preset("standard"), Provider.Says(
            404, """{"responseCode":"4041611","beneficiaryAccountName":"Test BCA"}""")));

    [Fact]
    public async Task A_name_beside_a_promise_is_told_with_it() => Assert.Equal(
        new BankReply.Pending("Test BCA"),
        await Play.Ask(Play.Preset("standard"), Provider.Says(
            202, """{"responseCode":"2021600","beneficiaryAccountName":"Test BCA"}""")) with { About = null });

    [Theory]
    [InlineData("014", "8753293241", "014", "8753293241")]
    [InlineData("013", "8753293240", "013", "8753293240")]
    [InlineData("CENAIDJA", "8753293240", "014", "8753293240")]
    [InlineData("CENAIDJAXXX", "8753293240", "014", "8753293240")]
    [InlineData("BMRIIDJA", "8753293240", "008", "8753293240")]
    [InlineData("Bank BCA", "8753293240", "014", "8753293240")]
    [InlineData("", "8753293240", "014", "8753293240")]
    [InlineData("014", "", "014", "8753293240")]
    public async Task What_it_is_about_is_told(string bank, string number, string aboutBank, string aboutNumber) =>
        Assert.Equal(
            new BankAccount(aboutBank, aboutNumber),
            (await Ask(Play.Preset("standard"), Found(bank: bank, number: number))).About);

    [Theory]
    [InlineData("112", "112", "112", "112")]   // two of ours have one code there: whichever was asked is meant
    [InlineData("112S", "112", "112", "112S")]
    [InlineData("014", "999", "999", "014")]
    [InlineData("014", "999", "014", "014")]   // answered in our form all the same
    [InlineData("014", "999", "112", "014")]   // one of two, and nobody knows which
    public async Task A_translated_bank_is_translated_back(string asked, string theirs, string said, string about)
    {
        var options = Play.Preset("standard") with
        {
            BankCodes = new Dictionary<string, string> { ["112S"] = "112", ["014"] = "999" },
        };
        await using var provider = await Provider.Start(
            Provider.Says(200, Found(bank: said, number: "1").ToJsonString()));

        var reply = await Play.Ask(options, provider, Play.Question with { Account = new(asked, "1") });

        Assert.Contains($"\"{theirs}\"", provider.Questions.Single().Body, StringComparison.Ordinal);
        Assert.Equal(new BankAccount(about, "1"), reply.About);
    }

    [Theory]
    [InlineData(Play.Reference, true)]
    [InlineData("01857B731F9A7C55B43363B53652F1C4", true)]
    [InlineData("", true)]
    [InlineData("01857b731f9a7c55b43363b53652f1c5", false)]
    [InlineData("20221220-0010", false)]
    public async Task An_answer_to_another_question_is_none(string reference, bool isOurs)
    {
        var answer = Found();
        answer["partnerReferenceNo"] = reference;

        Assert.Equal(isOurs, await Ask(Play.Preset("standard"), answer) is BankReply.Found);
    }

    [Theory]
    [InlineData("Test BCA", true)]
    [InlineData("ANY NAME", false)]
    [InlineData(" any name ", false)]
    public async Task A_name_that_we_sent_is_no_answer(string name, bool isFound) => Assert.Equal(
        isFound,
        await Play.Ask(Play.Preset("doku"), Provider.Says(
            200, $$"""{"responseCode":2004200,"beneficiaryAccountName":"{{name}}"}""")) is BankReply.Found);

    [Theory]
    [InlineData("bri-15")]
    [InlineData("midtrans")]
    public async Task A_reference_is_the_provider_s_own_where_we_sent_none(string preset)
    {
        var options = Play.Preset(preset);
        await using var provider = await Provider.Start(Provider.Says(200, $$"""
            {"responseCode":"200{{options.Service}}00","partnerReferenceNo":"17","beneficiaryAccountName":"Test BCA"}
            """));

        Assert.IsType<BankReply.Found>(await Play.Ask(options, provider, Play.QuestionFor(options)));
    }

    public static TheoryData<string, string?, string, BankReply> Words => new()
    {
        { "SUCCESS", "ACTIVE", "Test BCA", new BankReply.Found("Test BCA") },
        { "SUCCESS", null, "Test BCA", new BankReply.Found("Test BCA") },
        { "SUCCESS", "ACTIVE", "", new BankReply.Unclear() },
        { "SUCCESS", null, "", new BankReply.Unclear() },
        { "SUCCESS", "INVALID", "", new BankReply.NotFound(AccountAbsence.Unknown) },
        { "SUCCESS", "INVALID", "Test BCA", new BankReply.Unclear() },
        { "SUCCESS", "BLOCKED", "Test BCA", new BankReply.Unclear() },
        { "PENDING", null, "", new BankReply.Pending() },
        { "PENDING", null, "Test BCA", new BankReply.Pending("Test BCA") },
        { "FAILED", null, "", new BankReply.Failed() },
        { "success", "ACTIVE", "Test BCA", new BankReply.Unclear() },
        { "", "ACTIVE", "Test BCA", new BankReply.Unclear() },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Words_beside_a_good_code_decide(string status, string? account, string name, BankReply reply)
    {
        var answer = Found(name);
        answer["additionalInfo"] = new JsonObject
        {
            ["inquiryStatus"] = status, ["beneficiaryAccountStatus"] = account,
        };

        Assert.Equal(reply, await Ask(Play.Preset("ifortepay"), answer) with { About = null });
    }

    [Theory]
    [InlineData("PENDING", true)]
    [InlineData("SUCCESS", false)]
    [InlineData("FAILED", false)]
    public async Task Words_do_not_contradict_a_promise(string status, bool isPending) => Assert.Equal(
        isPending,
        await Play.Ask(Play.Preset("ifortepay"), Provider.Says(
            202, $$$"""{"responseCode":"2021600","additionalInfo":{"inquiryStatus":"{{{status}}}"}}"""))
            is BankReply.Pending);

    [Theory]
    [InlineData("""{"responseCode":"2001600","responseCode":"4041611"}""")]
    [InlineData("""{"responseCode":"2001600","beneficiaryAccountName":"A","beneficiaryAccountName":"B"}""")]
    [InlineData("""[{"responseCode":"2001600","beneficiaryAccountName":"A"}]""")]
    [InlineData("""{"responseCode":"2001600","beneficiaryAccountName":"A"}{}""")]
    [InlineData("""{"responseCode":"2001600","beneficiaryAccountName":"A" """)]
    [InlineData("""{"responseCode":{},"beneficiaryAccountName":"A"}""")]
    [InlineData("\"2001600\"")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_body_that_can_be_read_in_two_ways_or_none_is_no_answer(string body) =>
        Assert.IsType<BankReply.Unclear>(await Play.Ask(Play.Preset("standard"), Provider.Says(200, body)));

    static JsonObject Found(string name = "Test BCA", string bank = "014", string number = "8753293240") => new()
    {
        ["responseCode"] = "2001600",
        ["beneficiaryAccountName"] = name,
        ["beneficiaryAccountNo"] = number,
        ["beneficiaryBankCode"] = bank,
    };

    static Task<BankReply> Ask(SnapRouteOptions options, JsonObject answer) =>
        Play.Ask(options, Provider.Says(200, answer.ToJsonString()));
}
