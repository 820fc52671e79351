using Periksa.Inquiries;

namespace Periksa.Connectors.Ipg.Tests;

public class AnswerTests
{
    static readonly BankReply Unclear = new BankReply.Unclear();

    [Theory]
    [InlineData("100000", 10_000_000)]
    [InlineData("100000.5", 10_000_050)]
    [InlineData("100000.50", 10_000_050)]
    [InlineData("0", 0)]
    [InlineData("999999999999999.99", 99_999_999_999_999_999)]
    public async Task Finds_the_customer_and_what_is_owed(string billed, long sen) =>
        Assert.Equal(Found("John Doe", sen), await Hear(Play.Bill(billed: billed)));

    [Fact]
    public async Task Sums_bills_up_and_takes_the_name_of_the_first_that_is_to_be_paid() => Assert.Equal(
        Found("Siti", 15_000_000),
        await Hear(
            Play.Bill("paid", "0", "Budi"), Play.Bill("expired", "7", "Tuti"), Play.Bill("void", "7", "Tuti"),
            Play.Bill(name: "Siti"), Play.Bill(billed: "50000", name: "Agus", type: "partial")));

    [Fact]
    public async Task Owes_nothing_particular_on_an_open_bill() =>
        Assert.Equal(Found("John Doe", 0), await Hear(Play.Bill(type: "open")));

    [Fact]
    public async Task Is_found_and_owes_nothing_where_all_is_paid_and_says_whose_it_is() =>
        Assert.Equal(Found("John Doe", 0), await Hear(Play.Bill("paid", "0")));

    [Theory]
    [InlineData("BILLER_BILL_NOT_FOUND", AccountAbsence.Unknown)]
    [InlineData("BILLER_INVALID_VA_NUMBER", AccountAbsence.Unknown)]
    [InlineData("BILLER_BILL_ALREADY_PAID", AccountAbsence.Closed)]   // and nobody says whose it was
    public async Task Finds_nothing_that_could_be_paid(string rc, AccountAbsence why) => Assert.Equal(
        new BankReply.NotFound(why) { About = Play.Account }, await Play.Hear(200, Play.Answer(rc)));

    [Fact]
    public async Task Finds_nothing_where_all_has_expired_or_is_void() => Assert.Equal(
        new BankReply.NotFound(AccountAbsence.Unknown) { About = Play.Account },
        await Hear(Play.Bill("expired"), Play.Bill("void")));

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task Is_a_failure_where_the_gateway_says_so(int http) => Assert.Equal(
        new BankReply.Failed(), await Play.Hear(http, Play.Answer("BILLER_GATEWAY_INVALID_RESPONSE")));

    [Fact]
    public async Task Means_nothing_where_a_bill_is_not_one_of_that_account()
    {
        Assert.Equal(Unclear, await Hear());
        Assert.Equal(Unclear, await Hear(Play.Bill(), Play.Bill(number: "8673011234567891")));
        Assert.Equal(Unclear, await Hear(Play.Bill(status: "reversal")));
        Assert.Equal(Unclear, await Hear(Play.Bill(status: "PAID")));
        Assert.Equal(Unclear, await Hear(Play.Bill(type: "other")));
        Assert.Equal(Unclear, await Hear(Play.Bill(), "null"));
        Assert.Equal(Unclear, await Hear(Play.Bill(), "{}"));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0.001")]
    [InlineData("1e5")]
    [InlineData("null")]
    [InlineData("\"100000\"")]
    [InlineData("1000000000000000")]
    [InlineData("99999999999999999999999999999999")]
    public async Task Means_nothing_where_what_is_owed_is_no_amount(string billed) =>
        Assert.Equal(Unclear, await Hear(Play.Bill(billed: billed)));

    [Fact]
    public async Task Means_nothing_where_it_is_more_than_any_account_owes() => Assert.Equal(
        Unclear, await Hear([.. Enumerable.Repeat(Play.Bill(billed: "999999999999999"), 2)]));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\\u200b")]
    public async Task Means_nothing_without_a_name(string name) =>
        Assert.Equal(Unclear, await Hear(Play.Bill(name: name)));

    [Fact]
    public async Task Means_nothing_by_a_name_that_is_too_long_for_one()
    {
        Assert.IsType<BankReply.Found>(await Hear(Play.Bill(name: new('A', 255))));
        Assert.Equal(Unclear, await Hear(Play.Bill(name: new('A', 256))));
    }

    [Fact]
    public async Task Means_nothing_where_it_says_no_and_shows_a_bill()
    {
        Assert.Equal(Unclear, await Play.Hear(200, Play.Answer("BILLER_BILL_NOT_FOUND", Play.Bill())));
        Assert.Equal(Unclear, await Play.Hear(200, Play.Answer("BILLER_BILL_ALREADY_PAID", Play.Bill())));
    }

    [Theory]
    [InlineData("SUSPECT")]
    [InlineData("BILLER_SUSPECT_TRANSACTION")]
    [InlineData("success")]
    [InlineData("BILLER_AUTHENTICATION")]   // with a status that says otherwise
    [InlineData("")]
    public async Task Means_nothing_by_any_other_word(string rc) =>
        Assert.Equal(Unclear, await Play.Hear(200, Play.Answer(rc, Play.Bill())));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("<html>SUCCESS</html>")]
    [InlineData("""{"rc": "SUCCESS", "data": {}}""")]
    [InlineData("""{"rc": "SUCCESS"}""")]
    [InlineData("""{"rc": 7, "data": []}""")]
    [InlineData("""{"rc": "BILLER_BILL_NOT_FOUND", "rc": "SUCCESS", "data": []}""")]
    public async Task Means_nothing_in_another_shape(string body) => Assert.Equal(Unclear, await Play.Hear(200, body));

    [Theory]
    [InlineData(200, "BILLER_INVALID_TRANSACTION", RouteFault.Misconfigured)]
    [InlineData(400, "BILLER_INVALID_TRANSACTION", RouteFault.Misconfigured)]
    [InlineData(401, "BILLER_AUTHENTICATION", RouteFault.Misconfigured)]
    [InlineData(403, "", RouteFault.Misconfigured)]
    [InlineData(404, "BILLER_INVALID_TRANSACTION", RouteFault.Misconfigured)]
    [InlineData(429, "BILLER_INVALID_TRANSACTION", RouteFault.Busy)]
    [InlineData(429, "", RouteFault.Busy)]
    public async Task Is_not_given_by_whom_does_not_take_the_question(int http, string rc, RouteFault fault)
    {
        var notAsked = Assert.IsType<BankReply.NotAsked>(await Play.Hear(http, rc is "" ? "No." : Play.Answer(rc)));

        Assert.Equal(fault, notAsked.Fault);
        Assert.DoesNotContain(Play.Secret, notAsked.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(504)]
    public async Task Is_not_there_when_a_gateway_s_time_is_out(int http) =>
        Assert.Equal(new BankReply.Pending(), await Play.Hear(http, "<html>Time-out</html>"));

    [Theory]
    [InlineData(201)]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Means_nothing_where_another_status_contradicts_a_yes_or_a_no(int http)
    {
        Assert.Equal(Unclear, await Play.Hear(http, Play.Answer("SUCCESS", Play.Bill())));
        Assert.Equal(Unclear, await Play.Hear(http, Play.Answer("BILLER_BILL_NOT_FOUND")));
    }

    static Task<BankReply> Hear(params IReadOnlyList<string> bills) =>
        Play.Hear(200, Play.Answer("SUCCESS", bills));

    static BankReply.Found Found(string name, long sen) =>
        new(name) { About = Play.Account, Owed = new(sen, Currency.Idr) };
}
