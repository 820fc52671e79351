using System.Text;
using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Flip.Tests;

public class CallbackTests
{
    static readonly string Yes = Play.Answer("SUCCESS", "John Doe");
    static readonly BankReply Found = new BankReply.Found("John Doe") { About = Play.Account };

    [Fact]
    public void Brings_the_answer() => Is(Found, Play.Read(Play.Callback(Yes)));

    [Fact]
    public void Is_read_as_the_sample_writes_it_with_a_number_and_nothing_escaped() => Is(
        Found,
        Play.Read("data={\"bank_code\":\"bca\",\"account_number\":5465327020,\"account_holder\":\"John Doe\","
            + $"\"status\":\"SUCCESS\",\"inquiry_key\":\"{Play.Key}\"}}&token={Play.Token}"));

    [Fact]
    public void Is_read_in_another_order_with_other_fields_between() => Is(
        Found,
        Play.Read($"token={Play.Token}&new=1&&x&d%61ta={Uri.EscapeDataString(Yes)}"));

    [Theory]
    [InlineData("José & Söhne + Co = 100%")]
    [InlineData("a&token=b")]
    public void Keeps_every_character_of_a_name(string name)
    {
        var callback = Play.Read(Play.Callback(Play.Answer("SUCCESS", name)));

        Is(new BankReply.Found(name) { About = Play.Account }, callback);
    }

    [Fact]
    public void May_say_any_word_that_an_answer_may()
    {
        Is(new BankReply.NotFound(AccountAbsence.Unknown), "INVALID_ACCOUNT_NUMBER", "");
        Is(new BankReply.NotFound(AccountAbsence.Closed), "CLOSED", "John Doe");
        Is(new BankReply.NotFound(AccountAbsence.Blocked), "BLACK_LISTED", "John Doe");
        Is(new BankReply.Found("John Doe") { IsSuspected = true }, "SUSPECTED_ACCOUNT", "John Doe");
        Is(new BankReply.Failed(), "FAILED", "");
        Is(new BankReply.Pending(), "PENDING", "John Doe");
        Is(new BankReply.Unclear(), "NEW_WORD", "John Doe");

        static void Is(BankReply reply, string status, string holder) => CallbackTests.Is(
            reply with { About = Play.Account }, Play.Read(Play.Callback(Play.Answer(status, holder))));
    }

    [Fact]
    public void Says_of_which_account_it_speaks()
    {
        Is(
            Found with { About = new("002", "5465327020") },
            Play.Read(Play.Callback(Play.Answer("SUCCESS", "John Doe", bank: "bri"))));
        Is(
            Found with { About = new("014", "1") },
            Play.Read(Play.Callback(Play.Answer("SUCCESS", "John Doe", number: "1"))));
        Is(
            Found with { About = new("gopay", "081234567890") },
            Play.Read(Play.Callback(Play.Answer("SUCCESS", "John Doe", "gopay", "6281234567890"))));
    }

    [Fact]
    public void Means_nothing_where_it_does_not_say_of_which_account()
    {
        Is(new BankReply.Unclear(), Play.Read(Play.Callback(Play.Answer("SUCCESS", "John Doe", bank: "014"))));
        Is(new BankReply.Unclear(), Play.Read(Play.Callback($$"""
            {"status":"INVALID_ACCOUNT_NUMBER","bank_code":"bca","inquiry_key":"{{Play.Key}}"}
            """)));
    }

    [Fact]
    public void Leaves_open_which_of_two_banks_it_is_that_are_one_to_flip()
    {
        var options = Play.Options(new("http://localhost")) with
        {
            BankCodes = new Dictionary<string, string> { ["200S"] = "btn" },
        };
        var body = Encoding.UTF8.GetBytes(Play.Callback(Play.Answer("SUCCESS", "John Doe", bank: "btn")));

        Is(new BankReply.Found("John Doe"), Play.Read(body, options));
    }

    [Theory]
    [InlineData("aVncCDdKW9dciRvH9qSH")]
    [InlineData("")]
    [InlineData("0195840c-1e5c-7bb0-9b4a-0123456789ab")]
    public void Is_taken_and_leads_nowhere_where_the_question_was_not_ours(string key)
    {
        var callback = Play.Read(Play.Callback(Play.Answer("SUCCESS", "John Doe", key: key)));

        Assert.Equal(new ProviderCallback(null, null, 200, default), callback);
    }

    [Theory]
    [InlineData("")]
    [InlineData("token-that-nobody-may-se")]
    [InlineData("token-that-nobody-may-see ")]
    [InlineData("TOKEN-THAT-NOBODY-MAY-SEE")]
    public void Is_refused_with_another_token(string token) => IsRefused(401, Play.Callback(Yes, token));

    [Fact]
    public void Is_refused_without_one_token_and_one_data()
    {
        IsRefused(400, "");
        IsRefused(400, Yes);
        IsRefused(400, $"token={Play.Token}");
        IsRefused(400, $"data={Uri.EscapeDataString(Yes)}");
        IsRefused(400, $"Token={Play.Token}&Data={Uri.EscapeDataString(Yes)}");
        IsRefused(400, Play.Callback(Yes) + $"&token={Play.Token}");
        IsRefused(400, Play.Callback(Yes) + "&token=another");
        IsRefused(400, Play.Callback(Yes) + "&d%61ta={}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"status\":\"SUCCESS\",\"status\":\"CLOSED\"}")]
    [InlineData("{\"status\":7}")]
    [InlineData("{}{}")]
    public void Is_refused_where_its_data_is_not_one_object(string data) => IsRefused(400, Play.Callback(data));

    [Fact]
    public void Is_refused_in_another_encoding() =>
        IsRefused(400, $"data={Uri.EscapeDataString(Yes).Replace("John", "Jos%E9", StringComparison.Ordinal)}"
            + $"&token={Play.Token}");

    [Fact]
    public void Is_refused_where_it_is_too_long()
    {
        var body = Play.Callback(Yes) + "&more=";
        var longest = body + new string('x', ProviderClient.BodyBytesMaximum - body.Length);

        Is(Found, Play.Read(longest));
        IsRefused(400, longest + "x");
    }

    [Fact]
    public void Has_a_token_without_which_there_is_no_route() => Assert.Throws<ArgumentException>(
        () => Play.Read([], Play.Options(new("http://localhost")) with { ValidationToken = "" }));

    static void Is(BankReply reply, ProviderCallback callback) =>
        Assert.Equal(new ProviderCallback(Play.Id, reply, 200, default), callback);

    static void IsRefused(int status, string body)
    {
        var callback = Play.Read(body);

        Assert.Equal(new ProviderCallback(null, null, status, default, callback.Refusal), callback);
        Assert.NotNull(callback.Refusal);
        Assert.DoesNotContain(Play.Token, callback.Refusal);
    }
}
