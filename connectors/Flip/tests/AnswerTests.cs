using Periksa.Inquiries;

namespace Periksa.Connectors.Flip.Tests;

public class AnswerTests
{
    static readonly BankReply Unclear = new BankReply.Unclear();
    static readonly BankReply Found = new BankReply.Found("PT Fliptech Lentera IP") { About = Play.Account };

    [Theory]
    [InlineData("SUCCESS", false)]
    [InlineData("SUSPECTED_ACCOUNT", true)]
    public async Task Finds_an_account_that_can_be_paid_into(string status, bool isSuspected) => Assert.Equal(
        new BankReply.Found("PT Fliptech Lentera IP") { About = Play.Account, IsSuspected = isSuspected },
        await Play.Hear(200, Play.Answer(status, "PT Fliptech Lentera IP")));

    [Fact]
    public async Task Finds_no_account_by_an_invalid_number() => Assert.Equal(
        new BankReply.NotFound(AccountAbsence.Unknown) { About = Play.Account },
        await Play.Hear(200, Play.Answer("INVALID_ACCOUNT_NUMBER", "")));

    [Theory]
    [InlineData("CLOSED", "", AccountAbsence.Closed)]
    [InlineData("CLOSED", "John Doe", AccountAbsence.Closed)]
    [InlineData("BLACK_LISTED", "John Doe", AccountAbsence.Blocked)]
    public async Task Finds_no_account_that_cannot_be_paid_into(
        string status, string holder, AccountAbsence why) => Assert.Equal(
        new BankReply.NotFound(why) { About = Play.Account },
        await Play.Hear(200, Play.Answer(status, holder)));

    [Theory]
    [InlineData("")]
    [InlineData("John Doe")]
    public async Task Is_not_there_while_it_is_pending_whatever_the_name(string holder) => Assert.Equal(
        new BankReply.Pending() { About = Play.Account }, await Play.Hear(200, Play.Answer("PENDING", holder)));

    [Fact]
    public async Task Is_a_failure_where_flip_says_so() => Assert.Equal(
        new BankReply.Failed() { About = Play.Account }, await Play.Hear(200, Play.Answer("FAILED", "")));

    [Theory]
    [InlineData("SUCCESS", "")]
    [InlineData("SUCCESS", " ")]
    [InlineData("SUCCESS", "\\u200b")]
    [InlineData("SUSPECTED_ACCOUNT", "")]
    [InlineData("INVALID_ACCOUNT_NUMBER", "John Doe")]
    [InlineData("success", "John Doe")]
    [InlineData("ACTIVE", "John Doe")]
    [InlineData("", "")]
    public async Task Means_nothing_by_any_other_word(string status, string holder) => Assert.Equal(
        Unclear with { About = Play.Account }, await Play.Hear(200, Play.Answer(status, holder)));

    [Fact]
    public async Task Means_nothing_by_a_name_that_is_too_long_for_one()
    {
        var name = new string('A', 255);

        Assert.IsType<BankReply.Found>(await Play.Hear(200, Play.Answer("SUCCESS", name)));
        Assert.IsType<BankReply.Unclear>(await Play.Hear(200, Play.Answer("SUCCESS", name + "A")));
    }

    [Theory]
    [InlineData("bri", "5465327020", Play.Key)]
    [InlineData("014", "5465327020", Play.Key)]
    [InlineData("", "5465327020", Play.Key)]
    [InlineData("bca", "5465327021", Play.Key)]
    [InlineData("bca", "", Play.Key)]
    [InlineData("bca", "5465327020", "aVncCDdKW9dciRvH9qSH")]
    [InlineData("bca", "5465327020", "")]
    public async Task Means_nothing_where_it_is_of_another_question(string bank, string number, string key)
    {
        Assert.Equal(Unclear, await Play.Hear(200, Play.Answer("SUCCESS", "John Doe", bank, number, key)));
        Assert.Equal(Unclear, await Play.Hear(200, Play.Answer("INVALID_ACCOUNT_NUMBER", "", bank, number, key)));
        Assert.Equal(Unclear, await Play.Hear(200, Play.Answer("FAILED", "", bank, number, key)));
    }

    [Theory]
    [InlineData("""{"account_number":"5465327020","account_holder":"A","status":"SUCCESS"}""")]
    [InlineData("""{"bank_code":"bca","account_holder":"A","status":"SUCCESS"}""")]
    [InlineData("""{"bank_code":"bca","account_number":null,"account_holder":"A","status":"SUCCESS"}""")]
    [InlineData("""{"bank_code":"bca","account_number":"5465327020","account_holder":"A"}""")]
    [InlineData("""{"bank_code":"bca","account_number":"5465327020","account_holder":7,"status":"SUCCESS"}""")]
    [InlineData("""{"bank_code":14,"account_number":"5465327020","account_holder":"A","status":"SUCCESS"}""")]
    [InlineData("""{"bank_code":"bca","account_number":"5465327020","account_holder":"A","status":1}""")]
    [InlineData("""{"bank_code":"bca","account_number":5.465327020e9,"account_holder":"A","status":"SUCCESS"}""")]
    [InlineData("""{"bank_code":"bca","account_number":["5465327020"],"account_holder":"A","status":"SUCCESS"}""")]
    [InlineData("""[{"bank_code":"bca","account_number":"5465327020","account_holder":"A","status":"SUCCESS"}]""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("<html>SUCCESS</html>")]
    public async Task Means_nothing_in_another_shape(string body) =>
        Assert.IsType<BankReply.Unclear>(await Play.Hear(200, body));

    [Fact]
    public async Task Means_nothing_with_a_field_that_is_there_twice() => Assert.Equal(
        Unclear,
        await Play.Hear(200, Play.Answer("SUCCESS", "A\", \"account_holder\": \"B")));

    [Theory]
    [InlineData("""{"bank_code":"bca","account_number":"5465327020","account_holder":"A","status":"SUCCESS"}""")]
    [InlineData("""{"bank_code":"bca","account_number":5465327020,"account_holder":"A","status":"SUCCESS","fee":1}""")]
    public async Task Need_not_say_the_key_and_may_write_the_account_as_a_number(string body) =>
        Assert.Equal(new BankReply.Found("A") { About = Play.Account }, await Play.Hear(200, body));

    [Fact]
    public async Task Means_nothing_where_a_number_has_lost_the_account_s_leading_zeros()
    {
        await using var play = await Play.Begin();
        play.Provider.Says(200, """
            {"bank_code":"bni","account_number":437051936,"account_holder":"A","status":"SUCCESS"}
            """);

        Assert.Equal(Unclear, await play.Route.Ask(Play.Question(new("009", "0437051936")), CancellationToken.None));
    }

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
        string[] bodies = ["", "<html>No.</html>", Play.Answer("SUCCESS", "A"), """
            {"code":"VALIDATION_ERROR","errors":[{"attribute":"account_number","code":1020,"message":"No."}]}
            """];

        foreach (var body in bodies)
        {
            var notAsked = Assert.IsType<BankReply.NotAsked>(await Play.Hear(http, body));
            Assert.Equal(fault, notAsked.Fault);
            Assert.Contains($"{http}", notAsked.Why);
            Assert.DoesNotContain(Play.Secret, notAsked.Why);
        }
    }

    [Theory]
    [InlineData(408)]
    [InlineData(504)]
    public async Task Is_not_there_when_a_gateway_s_time_is_out(int http) =>
        Assert.Equal(new BankReply.Pending(), await Play.Hear(http, Play.Answer("INVALID_ACCOUNT_NUMBER", "")));

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(302)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Means_nothing_with_any_other_status(int http)
    {
        Assert.Equal(Unclear, await Play.Hear(http, Play.Answer("SUCCESS", "A")));
        Assert.Equal(Unclear, await Play.Hear(http, Play.Answer("INVALID_ACCOUNT_NUMBER", "")));
    }
}
