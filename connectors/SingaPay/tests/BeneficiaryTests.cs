using Periksa.Inquiries;

namespace Periksa.Connectors.SingaPay.Tests;

/// <summary>Every code as the answer whose account it is.</summary>
public class BeneficiaryTests
{
    [Fact]
    public async Task Is_found() => Assert.Equal(
        new BankReply.Found("Cengkal Marpaung") { About = Play.Account }, await Play.HearName(200, Samples.Found));

    [Fact]
    public async Task Is_invalid() => Assert.Equal(
        new BankReply.NotFound(AccountAbsence.Unknown) { About = Play.Account },
        await Play.HearName(200, Samples.Found
            .Replace("\"valid\"", "\"invalid\"", StringComparison.Ordinal)
            .Replace("\"Cengkal Marpaung\"", "null", StringComparison.Ordinal)));

    [Theory]
    [InlineData("SP014", 404)]
    [InlineData("SP010", 404)]
    [InlineData("SP010", 400)]
    public async Task Is_not_found(string code, int http)
    {
        Assert.Equal(
            new BankReply.NotFound(AccountAbsence.Unknown), await Play.HearName(http, Play.Refusal(code)));
        Assert.IsType<BankReply.Unclear>(
            await Play.HearName(http, Play.Refusal(code, data: "{\"bank_account_name\":\"Cengkal Marpaung\"}")));
    }

    [Theory]
    [InlineData("SP003", 400)]
    [InlineData("SP011", 400)]
    [InlineData("SP012", 400)]
    [InlineData("SP013", 401)]
    [InlineData("SP015", 400)]
    [InlineData("SP016", 401)]
    [InlineData("SP017", 403)]
    [InlineData("SP018", 422)]
    [InlineData("SP020", 404)]
    [InlineData("SP403", 403)]
    public async Task Is_not_asked_about_for_what_is_ours_to_mend(string code, int http) =>
        IsNotAsked(RouteFault.Misconfigured, code, await Play.HearName(http, Play.Refusal(code)));

    [Theory]
    [InlineData(400, RouteFault.Misconfigured)]
    [InlineData(401, RouteFault.Misconfigured)]
    [InlineData(403, RouteFault.Misconfigured)]
    [InlineData(404, RouteFault.Misconfigured)]
    [InlineData(422, RouteFault.Misconfigured)]
    [InlineData(429, RouteFault.Busy)]
    public async Task Is_not_asked_about_where_a_gateway_or_version_1_refuses(int http, RouteFault fault)
    {
        IsNotAsked(fault, $"{http}", await Play.HearName(http, "<html>No.</html>"));
        IsNotAsked(fault, $"{http}", await Play.HearName(
            http, $$$"""{"status":{{{http}}},"success":false,"error":{"code":{{{http}}},"message":"No."}}"""));
    }

    [Fact]
    public async Task Is_not_asked_about_where_it_has_too_much_to_do() =>
        IsNotAsked(RouteFault.Busy, "SP019", await Play.HearName(429, Play.Refusal("SP019")));

    [Fact]
    public async Task Is_not_asked_about_at_a_bank_without_a_word()
    {
        await using var play = await Play.Begin();
        var question = new BankQuestion(new(Guid.NewGuid()), new("gopay", "08123456789"), Play.Now);

        IsNotAsked(RouteFault.Misconfigured, "gopay", await play.Connector.Ask(question, CancellationToken.None));
        Assert.Empty(play.Provider.Asked);
    }

    [Theory]
    [InlineData(504, "SP005")]
    [InlineData(400, "SP005")]
    public async Task Has_no_answer_yet(int http, string code) =>
        Assert.Equal(new BankReply.Pending(), await Play.HearName(http, Play.Refusal(code)));

    [Fact]
    public async Task Has_failed() =>
        Assert.Equal(new BankReply.Failed(), await Play.HearName(500, Play.Refusal("SP002")));

    [Theory]
    [InlineData("SP001", 400)]
    [InlineData("SP002", 200)]
    [InlineData("SP004", 409)]
    [InlineData("SP005", 200)]
    [InlineData("SP006", 400)]
    [InlineData("SP007", 400)]
    [InlineData("SP008", 400)]
    [InlineData("SP009", 404)]
    [InlineData("SP019", 500)]
    [InlineData("SP021", 404)]
    [InlineData("SP014", 200)]
    [InlineData("SP014", 400)]
    [InlineData("SP014", 500)]
    [InlineData("SP014", 302)]
    [InlineData("SP010", 200)]
    [InlineData("sp014", 404)]
    [InlineData("", 404)]
    public async Task Is_unclear_after_any_other_code(string code, int http) =>
        Assert.Equal(new BankReply.Unclear(), await Play.HearName(http, Play.Refusal(code)));

    [Theory]
    [InlineData(201)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Believes_a_name_only_with_200(int http) =>
        Assert.Equal(new BankReply.Unclear(), await Play.HearName(http, Samples.Found));

    static void IsNotAsked(RouteFault fault, string because, BankReply reply)
    {
        var notAsked = Assert.IsType<BankReply.NotAsked>(reply);
        Assert.Equal(fault, notAsked.Fault);
        Assert.Contains(because, notAsked.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(Play.Secret, notAsked.Why, StringComparison.Ordinal);
    }
}
