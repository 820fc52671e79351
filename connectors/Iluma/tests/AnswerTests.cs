using Periksa.Inquiries;

namespace Periksa.Connectors.Iluma.Tests;

/// <summary>What is concluded from an answer: to the question itself, and later.</summary>
public class AnswerTests
{
    static readonly BankReply Unclear = new BankReply.Unclear();

    [Theory]
    [InlineData("COMPLETED")]
    [InlineData("SUCCESS")]
    public Task Finds_an_account_and_its_holder(string status) =>
        Is(new BankReply.Found("John Doe"), status, Play.Result(true, "John Doe"));

    [Theory]
    [InlineData("COMPLETED")]
    [InlineData("SUCCESS")]
    public Task Finds_no_account_where_it_says_so(string status) =>
        Is(new BankReply.NotFound(AccountAbsence.Unknown), status, Play.Result(false));

    [Theory]
    [InlineData("PENDING", "null")]
    [InlineData("PENDING", """{"is_found": true, "account_holder_name": "John Doe"}""")]
    [InlineData("PENDING", """{"is_found": false, "account_holder_name": null}""")]
    [InlineData("WAITING_ON_BANK", "null")]
    public Task Is_not_there_while_it_is_pending_whatever_the_name(string status, string result) =>
        Is(new BankReply.Pending(), status, result);

    [Fact]
    public Task Is_a_failure_where_iluma_says_so() => Is(new BankReply.Failed(), "FAILED", "null");

    [Theory]
    [InlineData("COMPLETED", "null")]
    [InlineData("COMPLETED", "{}")]
    [InlineData("COMPLETED", """{"is_found": null, "account_holder_name": "John Doe"}""")]
    [InlineData("COMPLETED", """{"is_found": true, "account_holder_name": null}""")]
    [InlineData("COMPLETED", """{"is_found": true, "account_holder_name": " "}""")]
    [InlineData("COMPLETED", """{"is_found": true, "account_holder_name": "\u200b"}""")]
    [InlineData("COMPLETED", """{"is_found": true, "account_holder_name": " periksa "}""")]   // but our own echo
    [InlineData("COMPLETED", """{"is_found": false, "account_holder_name": "John Doe"}""")]
    [InlineData("completed", """{"is_found": true, "account_holder_name": "John Doe"}""")]
    [InlineData("EXPIRED", """{"is_found": true, "account_holder_name": "John Doe"}""")]
    [InlineData("", "null")]
    public Task Means_nothing_by_anything_else(string status, string result) => Is(Unclear, status, result);

    [Fact]
    public async Task Means_nothing_by_a_name_that_is_too_long_for_one()
    {
        var name = new string('A', 255);

        Assert.IsType<BankReply.Found>(await Play.Hear(200, Play.Answer("COMPLETED", Play.Result(true, name))));
        Assert.IsType<BankReply.Unclear>(await Play.Hear(200, Play.Answer("COMPLETED", Play.Result(true, name + "A"))));
    }

    [Theory]
    [InlineData("BRI", "5465327020", Play.Reference)]
    [InlineData("014", "5465327020", Play.Reference)]
    [InlineData("BCA", "5465327021", Play.Reference)]
    [InlineData("BCA", "", Play.Reference)]
    [InlineData("BCA", "5465327020", "another")]
    [InlineData("BCA", "5465327020", "")]
    public async Task Means_nothing_where_it_is_of_another_question(string bank, string number, string reference)
    {
        foreach (var result in new[] { Play.Result(true, "John Doe"), Play.Result(false) })
        {
            var body = Play.Answer("COMPLETED", result, bank, number, reference);
            Assert.Equal(Unclear, await Play.Hear(200, body));
            Assert.Equal(Unclear, await Play.Get(200, body));
        }
    }

    [Theory]
    [InlineData("another")]
    [InlineData("")]
    public async Task Means_nothing_where_it_has_another_id_than_it_was_asked_for(string id) =>
        Assert.Equal(Unclear, await Play.Get(200, Play.Answer("COMPLETED", Play.Result(true, "John Doe"), id: id)));

    /// <summary>It would stand in a path.</summary>
    [Theory]
    [InlineData("../balance")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task Has_no_id_that_could_lead_elsewhere(string id) =>
        Assert.Null((await Play.Hear(200, Play.Answer("PENDING", id: id))).ProviderId);

    [Theory]
    [InlineData("""{"id":"5f3a1b2c4d","status":"COMPLETED","result":{"is_found":true,"account_holder_name":"A"}}""")]
    [InlineData("""{"status":"COMPLETED","bank_account_number":5465327020,"result":{"is_found":false}}""")]
    [InlineData("""{"status":7,"reference_id":"0195840c1e5c7bb09b4a0123456789ab"}""")]
    [InlineData("""{"error_code":"INVALID_API_KEY","message":"API key is not authorised"}""")]
    [InlineData("""[{"status":"COMPLETED"}]""")]
    [InlineData("""{"status":"COMPLETED","status":"FAILED","reference_id":"0195840c1e5c7bb09b4a0123456789ab"}""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("<html>COMPLETED</html>")]
    public async Task Means_nothing_in_another_shape_or_where_nothing_says_whose_it_is(string body) =>
        Assert.IsType<BankReply.Unclear>(await Play.Hear(200, body));

    /// <summary>The id by which it was asked for tells whose it is.</summary>
    [Fact]
    public async Task May_say_no_more_later_than_its_id() => Assert.Equal(
        new BankReply.Found("A") { About = Play.Account, ProviderId = Play.Theirs },
        await Play.Get(200, """
            {"id":"5f3a1b2c4d","status":"COMPLETED","result":{"is_found":true,"account_holder_name":"A"}}
            """));

    [Theory]
    [InlineData(400, RouteFault.Misconfigured)]
    [InlineData(401, RouteFault.Misconfigured)]
    [InlineData(403, RouteFault.Misconfigured)]
    [InlineData(404, RouteFault.Misconfigured)]
    [InlineData(405, RouteFault.Misconfigured)]
    [InlineData(415, RouteFault.Misconfigured)]
    [InlineData(422, RouteFault.Misconfigured)]
    [InlineData(429, RouteFault.Busy)]
    public async Task Is_not_given_by_whom_does_not_take_the_question(int http, RouteFault fault)
    {
        foreach (var body in new[] { "", "<html>No.</html>", Play.Answer("COMPLETED", Play.Result(false)) })
        {
            var notAsked = Assert.IsType<BankReply.NotAsked>(await Play.Hear(http, body));
            Assert.Equal(fault, notAsked.Fault);
            Assert.DoesNotContain(Play.Secret, notAsked.Why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(408)]
    [InlineData(504)]
    public async Task Is_not_there_when_a_gateway_s_time_is_out(int http) =>
        Assert.Equal(new BankReply.Pending(), await Play.Hear(http, Play.Answer("COMPLETED", Play.Result(false))));

    [Theory]
    [InlineData(204)]
    [InlineData(302)]
    [InlineData(409)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Means_nothing_with_any_other_status(int http)
    {
        Assert.Equal(Unclear, await Play.Hear(http, http is 204 ? "" : Play.Answer("COMPLETED", Play.Result(false))));
        Assert.Equal(Unclear, await Play.Get(http, http is 204 ? "" : Play.Answer("COMPLETED", Play.Result(false))));
    }

    // The same of an answer at once, of one to an accepted question, and of one that was asked for.
    static async Task Is(BankReply reply, string status, string result)
    {
        var known = reply with { About = Play.Account, ProviderId = Play.Theirs };
        var body = Play.Answer(status, result);

        Assert.Equal(known, await Play.Hear(200, body));
        Assert.Equal(known, await Play.Hear(202, body));
        Assert.Equal(known, await Play.Get(200, body));
    }
}
