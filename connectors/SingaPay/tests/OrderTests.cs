using Periksa.Disbursements;

namespace Periksa.Connectors.SingaPay.Tests;

/// <summary>Every code of the vendor's appendices, as the answer to a transfer and to a question about it.</summary>
public class OrderTests
{
    static readonly PayoutReply NoWord = new PayoutReply.NoWord();

    [Fact]
    public async Task Reads_the_sample_of_one_that_is_pending()
    {
        var (sent, asked) = await Play.Hear(200, Samples.Pending);   // with a name beside it, which is no answer

        Assert.Equal((NoWord, NoWord), (sent, asked));
    }

    [Fact]
    public async Task Reads_the_sample_of_one_that_is_paid()
    {
        var (sent, asked) = await Play.Hear(200, Samples.Success);

        var paid = new PayoutReply.Paid("Cengkal Marpaung") { About = Play.Account };
        Assert.Equal((paid, paid), (sent, asked));
    }

    [Fact]
    public async Task Reads_the_sample_of_one_that_has_failed()
    {
        var (sent, asked) = await Play.Hear(200, Samples.Failed);

        Assert.Equal(("BANK_FAILURE", "BANK_FAILURE"), (Code(sent), Code(asked)));
    }

    [Theory]
    [InlineData("01", "Initiated", null)]
    [InlineData("02", "Paying", null)]
    [InlineData("03", "Pending", null)]
    [InlineData("04", "Refunded", "PAYOUT_RETURNED")]
    [InlineData("05", "Canceled", "PAYOUT_CANCELED")]
    [InlineData("06", "Failed", "BANK_FAILURE")]
    [InlineData("07", "Not Found", null)]
    [InlineData("08", "Success", null)]
    [InlineData("0", "Success", null)]
    [InlineData("", "Success", null)]
    [InlineData("00", "Failed", null)]
    [InlineData("06", "Success", null)]
    [InlineData("06", "Pending", null)]
    public async Task Concludes_a_no_from_a_final_status_alone(string status, string word, string? failure)
    {
        var (sent, asked) = await Play.Hear(200, Samples.Of(status, word));

        Assert.Equal((failure, failure), (Code(sent), Code(asked)));
        Assert.IsNotType<PayoutReply.Paid>(sent);
        Assert.IsNotType<PayoutReply.NeverHad>(asked);
    }

    [Theory]
    [InlineData("\"account_name\": null")]
    [InlineData("\"another_name\": \"x\"")]
    public async Task Believes_that_it_is_paid_without_a_name(string name)
    {
        var body = Samples.Success.Replace(
            "\"account_name\": \"Cengkal Marpaung\"", name, StringComparison.Ordinal);

        Assert.Equal(new PayoutReply.Paid(null) { About = Play.Account }, (await Play.Hear(200, body)).Sent);
    }

    /// <summary>The new pages' shape: codes for names, amounts as numbers, a fee without a name.</summary>
    [Fact]
    public async Task Reads_the_newer_shape()
    {
        var body = Samples.Success
            .Replace("\"BRI\"", "\"002\"", StringComparison.Ordinal)
            .Replace("\"51000.00\"", "51000", StringComparison.Ordinal)
            .Replace("\"1000.00\"", "1000.0", StringComparison.Ordinal)
            .Replace("\"name\": \"Transfer Fee\",", "", StringComparison.Ordinal);

        Assert.IsType<PayoutReply.Paid>((await Play.Hear(200, body)).Sent);
    }

    /// <summary>Code, HTTP, what is concluded of a transfer: the failure's code, or nothing.</summary>
    [Theory]
    [InlineData("SP001", 400, null)]   // after these five the vendor wants to be asked
    [InlineData("SP002", 500, null)]
    [InlineData("SP002", 400, null)]
    [InlineData("SP003", 400, null)]
    [InlineData("SP005", 504, null)]
    [InlineData("SP006", 400, null)]
    [InlineData("SP004", 409, null)]   // it has the order
    [InlineData("SP004", 400, null)]
    [InlineData("SP007", 400, "LIMIT_EXCEEDED")]
    [InlineData("SP008", 400, null)]
    [InlineData("SP009", 404, null)]
    [InlineData("SP010", 400, "ACCOUNT_NOT_FOUND")]
    [InlineData("SP010", 404, "ACCOUNT_NOT_FOUND")]
    [InlineData("SP011", 400, "BANK_NOT_PAID")]
    [InlineData("SP012", 400, null)]
    [InlineData("SP013", 401, null)]
    [InlineData("SP014", 404, null)]
    [InlineData("SP015", 400, null)]
    [InlineData("SP016", 401, null)]
    [InlineData("SP017", 403, null)]
    [InlineData("SP018", 422, "PAYOUT_INVALID")]
    [InlineData("SP019", 429, null)]
    [InlineData("SP019", 500, null)]
    [InlineData("SP020", 404, null)]
    [InlineData("SP403", 403, null)]
    [InlineData("SP021", 400, null)]
    [InlineData("SP0010", 400, null)]
    [InlineData("sp010", 400, null)]
    [InlineData("", 400, null)]
    public async Task Concludes_a_no_from_a_final_code_alone(string code, int http, string? failure)
    {
        var (sent, asked) = await Play.Hear(http, Play.Refusal(code));

        Assert.Equal(failure, Code(sent));
        Assert.Null(Code(asked));   // a question is not the order: its refusal says nothing about that
        Assert.Equal(code is "SP009", asked is PayoutReply.NeverHad);
        Assert.IsNotType<PayoutReply.NeverHad>(sent);
    }

    /// <summary>A final code with an HTTP status that contradicts it, or with something to show.</summary>
    [Theory]
    [InlineData("SP007")]
    [InlineData("SP009")]
    [InlineData("SP010")]
    [InlineData("SP011")]
    [InlineData("SP018")]
    public async Task Concludes_nothing_from_a_code_that_is_contradicted(string code)
    {
        foreach (var http in new[] { 200, 201, 202, 302, 500, 502, 503 })
            Play.IsNoWord(await Play.Hear(http, Play.Refusal(code)));

        foreach (var data in new[] { "{\"reference_number\":\"1\"}", "\"\"", "[1]", "1", "true" })
            Play.IsNoWord(await Play.Hear(404, Play.Refusal(code, data: data)));
    }

    [Theory]
    [InlineData("Validation error - The reference number has already been taken.")]
    [InlineData("Validation error - The reference_number field must be unique.")]
    public async Task Gives_nothing_back_where_a_reference_has_been_used(string message) =>
        Play.IsNoWord(await Play.Hear(422, Play.Refusal("SP018", message)));

    [Theory]
    [InlineData("SP003", 400, "balance")]
    [InlineData("SP008", 400, "reference")]
    [InlineData("SP012", 400, "SP012")]
    [InlineData("SP013", 401, "know us")]
    [InlineData("SP015", 400, "SP015")]
    [InlineData("SP016", 401, "signature")]
    [InlineData("SP017", 403, "address")]
    [InlineData("SP020", 404, "account")]
    [InlineData("SP403", 403, "credential")]
    public async Task Tells_operators_what_is_theirs_to_mend(string code, int http, string told)
    {
        var (sent, asked) = await Play.Hear(http, Play.Refusal(code));

        Assert.Contains(told, sent.Why);
        Assert.Contains(told, asked.Why);
        Assert.DoesNotContain(Play.Secret, sent.Why + asked.Why);
    }

    static string? Code(PayoutReply reply) => (reply as PayoutReply.Rejected)?.Failure.Code;
}
