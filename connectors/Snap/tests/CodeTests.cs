using System.Globalization;
using Periksa.Inquiries;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>What is concluded from each code, with a body that says nothing else but a name where that is asked
/// for.</summary>
public class CodeTests
{
    public static TheoryData<string, BankReply> Codes => new()
    {
        { "2001600", new BankReply.Found("Test BCA") },
        { "2021600", new BankReply.Pending() },
        { "4001600", NotAsked(RouteFault.Misconfigured, "4001600 Bad Request") },
        { "4001601", NotAsked(RouteFault.Misconfigured, "4001601 Invalid Field Format") },
        { "4001602", NotAsked(RouteFault.Misconfigured, "4001602 Invalid Mandatory Field") },
        { "4011600", NotAsked(RouteFault.Misconfigured, "4011600 Unauthorized.") },
        { "4031601", NotAsked(RouteFault.Misconfigured, "4031601 Feature Not Allowed") },
        { "4031609", new BankReply.NotFound(AccountAbsence.Dormant) },
        { "4031618", new BankReply.NotFound(AccountAbsence.Closed) },
        { "4041603", NotAsked(RouteFault.Misconfigured, "4041603 Bank Not Supported By Switch") },
        { "4041611", new BankReply.NotFound(AccountAbsence.Unknown) },
        { "4091600", new BankReply.Unclear() },
        { "4091601", new BankReply.Unclear() },
        { "4291600", NotAsked(RouteFault.Busy, "4291600 Too Many Requests") },
        { "5001602", new BankReply.Failed() },
        { "5041600", new BankReply.Pending() },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Mean_what_the_standard_says(string code, BankReply reply)
    {
        var name = reply is BankReply.Found ? "Test BCA" : "";

        Assert.Equal(reply, await Ask(Play.Preset("standard"), code, name) with { About = null });
    }

    [Fact]
    public async Task Mean_nothing_where_nothing_is_known_of_them()
    {
        var known = Codes.Select(row => row.Data.Item1).Append("4011601").ToHashSet();
        var others =
            from http in new[] { 200, 202, 400, 401, 403, 404, 405, 409, 429, 500, 504 }
            from @case in Enumerable.Range(0, 24)
            let code = $"{http}16{@case:D2}"
            where !known.Contains(code)
            select code;

        foreach (var code in others)
            Assert.IsType<BankReply.Unclear>(await Said(code));
    }

    [Theory]
    [InlineData("2001500")]
    [InlineData("2004200")]
    [InlineData("4041511")]
    [InlineData("4047311")]
    [InlineData("20016")]
    [InlineData("20016000")]
    [InlineData("0001600")]
    [InlineData("")]
    [InlineData("OK")]
    public async Task Of_another_service_or_of_none_mean_nothing(string code) =>
        Assert.IsType<BankReply.Unclear>(await Said(code));

    [Theory]
    [InlineData(200, "4041611")]
    [InlineData(400, "4041611")]
    [InlineData(500, "2001600")]
    [InlineData(202, "2001600")]
    [InlineData(429, "2001600")]
    public async Task Mean_nothing_beside_another_http_status(int status, string code) =>
        Assert.IsType<BankReply.Unclear>(
            await Play.Ask(Play.Preset("standard"), Provider.Says(status, Body(code, NameBeside(code)))));

    [Fact]
    public async Task May_all_come_with_200()
    {
        var options = Play.Preset("standard") with { CodesComeWithOk = true };

        Assert.IsType<BankReply.NotFound>(await Play.Ask(options, Provider.Says(200, Body("4041611", ""))));
        Assert.IsType<BankReply.NotFound>(await Play.Ask(options, Provider.Says(404, Body("4041611", ""))));
        Assert.IsType<BankReply.Unclear>(await Play.Ask(options, Provider.Says(500, Body("4041611", ""))));
    }

    [Theory]
    [InlineData("2001600")]
    [InlineData("4041611")]
    public async Task May_be_numbers(string code)
    {
        var body = $$"""{"responseCode":{{code}},"beneficiaryAccountName":"{{NameBeside(code)}}"}""";

        Assert.IsNotType<BankReply.Unclear>(
            await Play.Ask(Play.Preset("standard"), Provider.Says(Http(code), body)));
    }

    [Fact]
    public async Task Mean_what_the_operator_says_before_that()
    {
        var options = Play.Preset("standard") with
        {
            Codes = new Dictionary<string, SnapOutcome>
            {
                ["404xx11"] = SnapOutcome.Failed,
                ["4041611"] = SnapOutcome.Dormant,
                ["403xx05"] = SnapOutcome.Closed,
                ["4047316"] = SnapOutcome.Busy,
            },
        };

        Assert.Equal(AccountAbsence.Dormant, Assert.IsType<BankReply.NotFound>(await Ask(options, "4041611", "")).Why);
        Assert.Equal(AccountAbsence.Closed, Assert.IsType<BankReply.NotFound>(await Ask(options, "4031605", "")).Why);
        Assert.IsType<BankReply.NotAsked>(await Ask(options, "4047316", ""));
        Assert.IsType<BankReply.Unclear>(await Ask(options, "4034205", ""));
        Assert.IsType<BankReply.Failed>(await Ask(
            options with { Codes = options.Codes.Where(one => one.Key != "4041611").ToDictionary() }, "4041611", ""));
    }

    [Theory]
    [InlineData(LateMode.None, false)]
    [InlineData(LateMode.Callback, true)]
    [InlineData(LateMode.Repeat, true)]
    public async Task Of_a_reference_that_was_used_mean_that_the_answer_may_still_come(LateMode late, bool isPending)
    {
        var reply = await Ask(Play.Preset("standard") with { Late = late }, "4091601", "");

        Assert.Equal(isPending, reply is BankReply.Pending);
        Assert.Equal(!isPending, reply is BankReply.Unclear);
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(403, false)]
    [InlineData(503, false)]
    public async Task Are_not_needed_to_say_that_too_much_was_asked(int status, bool isBusy) => Assert.Equal(
        isBusy,
        await Play.Ask(Play.Preset("standard"), Provider.Says(status, "<h1>Sorry</h1>", "text/html"))
            is BankReply.NotAsked { Fault: RouteFault.Busy });

    static BankReply.NotAsked NotAsked(RouteFault fault, string why) => new(fault, why);

    static Task<BankReply> Ask(SnapRouteOptions options, string code, string name) =>
        Play.Ask(options, Provider.Says(Http(code), Body(code, name)));

    static Task<BankReply> Said(string code) => Play.Ask(
        Play.Preset("standard"), Provider.Says(code.Length is 7 && code[0] != '0' ? Http(code) : 200, Body(code, "X")));

    static string NameBeside(string code) => code[0] is '2' ? "Test BCA" : "";

    static int Http(string code) => int.Parse(code[..3], CultureInfo.InvariantCulture);

    static string Body(string code, string name) =>
        $$"""{"responseCode":"{{code}}","responseMessage":"","beneficiaryAccountName":"{{name}}"}""";
}
