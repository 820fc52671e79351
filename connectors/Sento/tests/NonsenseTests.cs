using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Sento.Tests;

/// <summary>Answers that mean nothing, or two things.</summary>
public class NonsenseTests
{
    [Theory]
    [InlineData("008", "12341235")]
    [InlineData("008", "012341234")]
    [InlineData("008", "12341234 ")]
    [InlineData("008", "")]
    [InlineData("014", "12341234")]
    [InlineData("08", "12341234")]
    [InlineData("", "12341234")]
    public async Task Is_what_is_said_of_another_account(string bank, string number)
    {
        await IsUnclear(Play.Answer("000", "John Doe", bank, number));
        await IsUnclear(Play.Answer("209", name: null, bank, number));
        await IsUnclear(Play.Answer("205", name: null, bank, number));
        await IsUnclear(Play.Answer("500", name: null, bank, number));
    }

    [Fact]
    public async Task Is_our_own_word_for_a_bank_where_the_provider_has_another()
    {
        await using var play = await Play.Begin();
        using var route = new SentoRoute(Play.Options(play.Provider.Url) with
        {
            BankCodes = new Dictionary<string, string> { ["008"] = "009" },
        });

        play.Provider.Says(200, Play.Answer("000", "John Doe", bank: "008"));
        Assert.Equal(new BankReply.Unclear(), await route.Ask(Play.Question(Play.Account), CancellationToken.None));

        play.Provider.Says(200, Play.Answer("000", "John Doe", bank: "009"));
        Assert.Equal(
            new BankReply.Found("John Doe") { About = Play.Account },
            await route.Ask(Play.Question(Play.Account), CancellationToken.None));
    }

    [Theory]
    [InlineData("000", "\"John Doe\"")]
    [InlineData("209", "null")]
    public async Task Is_an_answer_that_does_not_say_of_which_account(string code, string name)
    {
        await IsUnclear($$$"""{"status":{"code":"{{{code}}}"},"account_name":{{{name}}}}""");
        await IsUnclear($$$"""{"status":{"code":"{{{code}}}"},"bank_code":"008","account_name":{{{name}}}}""");
        await IsUnclear($$$"""
            {"status":{"code":"{{{code}}}"},"bank_code":null,"account_number":"12341234","account_name":{{{name}}}}
            """);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\\t\\u00a0")]
    [InlineData("\\u200b")]
    [InlineData(null)]
    public async Task Is_a_name_of_which_nothing_can_be_seen(string? name) =>
        Assert.IsType<BankReply.Unclear>(await Play.Hear(200, Play.Answer("000", name)));

    [Fact]
    public async Task Is_a_name_that_is_too_long_for_one()
    {
        var name = new string('A', 255);

        Assert.IsType<BankReply.Found>(await Play.Hear(200, Play.Answer("000", name)));
        Assert.IsType<BankReply.Unclear>(await Play.Hear(200, Play.Answer("000", name + "A")));
    }

    [Theory]
    [InlineData("101")]
    [InlineData("102")]
    [InlineData("201")]
    [InlineData("205")]
    [InlineData("209")]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("504")]
    [InlineData("999")]
    public Task Is_a_name_beside_any_code_but_a_yes(string code) => IsUnclear(Play.Answer(code, "John Doe"));

    [Theory]
    [InlineData("\"code\": \"000\"", "\"code\": \"209\", \"code\": \"000\"")]
    [InlineData("\"account_name\"", "\"account_name\": \"A\", \"account_name\"")]
    [InlineData("\"account_name\"", "\"account_nam\\u0065\": \"A\", \"account_name\"")]
    [InlineData("\"id\"", "\"unknown\": {\"a\": 1, \"a\": 1}, \"id\"")]
    public Task Is_a_field_that_is_there_twice(string once, string twice) =>
        IsUnclear(Play.Answer("000", "John Doe").Replace(once, twice, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"status":{"code":0},"bank_code":"008","account_number":"12341234","account_name":"A"}""")]
    [InlineData("""{"status":{"code":209},"bank_code":"008","account_number":"12341234","account_name":null}""")]
    [InlineData("""{"status":"000","bank_code":"008","account_number":"12341234","account_name":"A"}""")]
    [InlineData("""{"status":["000"],"bank_code":"008","account_number":"12341234","account_name":"A"}""")]
    [InlineData("""{"status":{"code":"000"},"bank_code":8,"account_number":"12341234","account_name":"A"}""")]
    [InlineData("""{"status":{"code":"000"},"bank_code":"008","account_number":12341234,"account_name":"A"}""")]
    [InlineData("""{"status":{"code":"000"},"bank_code":"008","account_number":"12341234","account_name":7}""")]
    [InlineData("""{"status":{"code":"000"},"bank_code":"008","account_number":"12341234","account_name":{"a":"A"}}""")]
    [InlineData("""{"Status":{"Code":"000"},"Bank_Code":"008","Account_Number":"12341234","Account_Name":"A"}""")]
    public Task Is_a_number_or_another_thing_for_a_text(string body) => IsUnclear(body);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"000\"")]
    [InlineData("000")]
    [InlineData("{}")]
    [InlineData("{\"status\":null}")]
    [InlineData("{\"status\":{}}")]
    [InlineData("{\"error\":\"bank account is not found\"}")]
    [InlineData("<html><body>000 Success</body></html>")]
    public Task Is_a_body_that_is_no_answer(string body) => IsUnclear(body);

    [Fact]
    public async Task Is_a_body_that_is_not_one_object()
    {
        var answer = Play.Answer("000", "John Doe");

        await IsUnclear($"[{answer}]");
        await IsUnclear(answer + answer);
        await IsUnclear(answer + ",");
        await IsUnclear("\uFEFF" + answer);
        await IsUnclear(answer[..^1]);
        await IsUnclear(answer.Replace("John", "Jo\\u0000hn", StringComparison.Ordinal));
        await IsUnclear(answer.Replace("John", "Jo\\ud800hn", StringComparison.Ordinal));
        await IsUnclear(answer.Replace("{", "{ // yes\n", StringComparison.Ordinal));
        await IsUnclear($$"""{"deep":{{new string('[', 40)}}{{new string(']', 40)}},{{answer[1..]}}""");
    }

    [Fact]
    public async Task Is_a_body_in_another_encoding()
    {
        await using var play = await Play.Begin();
        play.Provider.Says(200, System.Text.Encoding.Latin1.GetBytes(Play.Answer("000", "José")));

        Assert.Equal(new BankReply.Unclear(), await play.Ask());
    }

    [Fact]
    public async Task Is_not_a_field_that_the_page_does_not_name()
    {
        var answer = Play.Answer("000", "José \\\"Pepe\\\"");
        var later = answer.Replace("null", "{\"new\":[1,2]}", StringComparison.Ordinal);

        Assert.Equal(new BankReply.Found("José \"Pepe\"") { About = Play.Account }, await Play.Hear(200, later));
    }

    [Fact]
    public async Task Is_a_body_that_is_one_byte_too_long()
    {
        var answer = Play.Answer("000", "John Doe");
        var longest = answer + new string(' ', ProviderClient.BodyBytesMaximum - answer.Length);

        Assert.IsType<BankReply.Found>(await Play.Hear(200, longest));
        await IsUnclear(longest + " ");
    }

    static async Task IsUnclear(string body) => Assert.Equal(new BankReply.Unclear(), await Play.Hear(200, body));
}
