using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Iluma.Tests;

public class CallbackTests
{
    static readonly string Yes = Play.Answer("COMPLETED", Play.Result(true, "John Doe"));
    static readonly BankReply Found = new BankReply.Found("John Doe") { About = Play.Account };

    [Fact]
    public void Brings_the_answer() => Is(Play.Id, Found, Play.Read(Yes));

    [Fact]
    public void May_say_any_word_that_an_answer_may()
    {
        Is(new BankReply.NotFound(AccountAbsence.Unknown), "COMPLETED", Play.Result(false));
        Is(new BankReply.Failed(), "FAILED", "null");
        Is(new BankReply.Pending(), "PENDING", Play.Result(true, "John Doe"));
        Is(new BankReply.Unclear(), "NEW_WORD", Play.Result(true, "John Doe"));

        static void Is(BankReply reply, string status, string result) => CallbackTests.Is(
            Play.Id, reply with { About = Play.Account }, Play.Read(Play.Answer(status, result)));
    }

    /// <summary>Whoever knows the question by that has kept it.</summary>
    [Fact]
    public void May_name_the_provider_s_id_alone() => Is(
        null,
        new BankReply.Found("John Doe"),
        Play.Read($$"""
            {"id":"{{Play.Theirs}}","status":"COMPLETED","result":{{Play.Result(true, "John Doe")}}}
            """));

    [Fact]
    public void Says_of_which_account_it_speaks() => Is(
        Play.Id,
        Found with { About = new("002", "1") },
        Play.Read(Play.Answer("COMPLETED", Play.Result(true, "John Doe"), "BRI", "1")));

    [Theory]
    [InlineData("BANK_X")]
    [InlineData("014")]
    public void Means_nothing_about_a_bank_that_has_no_such_word(string bank) => Is(
        Play.Id,
        new BankReply.Unclear(),
        Play.Read(Play.Answer("COMPLETED", Play.Result(false), bank)));

    [Theory]
    [InlineData("theirs")]
    [InlineData("")]
    [InlineData("0195840c-1e5c-7bb0-9b4a-0123456789ab")]
    public void Is_taken_and_leads_nowhere_where_the_question_was_not_ours(string reference) => Assert.Equal(
        new ProviderCallback(null, null, 200, default),
        Play.Read(Play.Answer("COMPLETED", Play.Result(true, "John Doe"), reference: reference)));

    [Fact]
    public void Is_taken_and_leads_nowhere_where_it_names_nothing() => Assert.Equal(
        new ProviderCallback(null, null, 200, default), Play.Read("""{"status":"COMPLETED"}"""));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("token-that-nobody-may-se")]
    [InlineData("token-that-nobody-may-see ")]
    [InlineData("TOKEN-THAT-NOBODY-MAY-SEE")]
    public void Is_refused_with_another_token(string? token) => IsRefused(401, Play.Read(Yes, token));

    [Fact]
    public void Is_refused_where_no_token_is_known() => IsRefused(401, Play.Read(
        Yes, "", Play.Options(new("http://localhost")) with { Late = LateMode.Poll, CallbackToken = null }));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"status\":\"COMPLETED\",\"status\":\"FAILED\"}")]
    [InlineData("{\"status\":7}")]
    [InlineData("{}{}")]
    public void Is_refused_where_it_is_not_one_object(string body) => IsRefused(400, Play.Read(body));

    [Fact]
    public void Is_refused_where_it_is_too_long()
    {
        Is(Play.Id, Found, Play.Read(Yes + new string(' ', ProviderClient.BodyBytesMaximum - Yes.Length)));
        IsRefused(400, Play.Read(Yes + new string(' ', ProviderClient.BodyBytesMaximum - Yes.Length + 1)));
    }

    [Fact]
    public void Has_a_token_without_which_there_is_no_route() => Assert.Throws<ArgumentException>(
        () => new IlumaRoute(Play.Options(new("http://localhost")) with { CallbackToken = "" }));

    static void Is(InquiryId? inquiry, BankReply reply, ProviderCallback callback) => Assert.Equal(
        new ProviderCallback(inquiry, reply, 200, default) { ProviderId = Play.Theirs }, callback);

    static void IsRefused(int status, ProviderCallback callback)
    {
        Assert.Equal(new ProviderCallback(null, null, status, default, callback.Refusal), callback);
        Assert.NotNull(callback.Refusal);
        Assert.DoesNotContain(Play.Token, callback.Refusal, StringComparison.Ordinal);
    }
}
