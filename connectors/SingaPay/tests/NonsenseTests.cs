using Periksa.Inquiries;

namespace Periksa.Connectors.SingaPay.Tests;

/// <summary>What makes no sense says nothing: neither that money has gone nor that it has not.</summary>
public class NonsenseTests
{
    /// <summary>What is changed in the sample of a success.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "\"0f1e2d3c4b5a8978a6b5c4d3e2f10011\"", "\"1134567891011\"" },   // another order
        { "\"0f1e2d3c4b5a8978a6b5c4d3e2f10011\"", "null" },
        { "\"1234567890000\"", "\"1234567890001\"" },                      // another account
        { "\"1234567890000\"", "1234567890000" },
        { "\"1234567890000\"", "null" },
        { "\"BRI\"", "\"BNI\"" },
        { "\"BRI\"", "\"\"" },
        { "\"BRI\"", "null" },
        { "\"50000.00\"", "\"50000.01\"" },                                // another amount
        { "\"50000.00\"", "\"5000000\"" },
        { "\"50000.00\"", "\"50000.000\"" },
        { "\"50000.00\"", "\"-50000.00\"" },
        { "\"50000.00\"", "\"5e4\"" },
        { "\"50000.00\"", "null" },
        { "\"51000.00\"", "\"50000.00\"" },                                // less than amount and fee
        { "\"51000.00\"", "null" },
        { "\"1000.00\"", "\"-1000.00\"" },
        { "\"IDR\"", "\"USD\"" },
        { "\"IDR\"", "null" },
        { "\"331222025121209092460774035\"", "\"\"" },
        { "\"331222025121209092460774035\"", "null" },
        { "\"Cengkal Marpaung\"", "7" },
        { "\"SP000\"", "\"SP001\"" },
        { "\"SP000\"", "0" },
        { "\"SP000\"", "null" },
        { "\"data\"", "\"dat\"" },
        { "\"transaction_status\"", "\"status\"" },
        { "\"00\"", "0" },
        { "\"00\"", "null" },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task Is_no_word_about_an_order(string from, string to)
    {
        Assert.Contains(from, Samples.Success, StringComparison.Ordinal);
        Play.IsNoWord(await Play.Hear(200, Samples.Success.Replace(from, to, StringComparison.Ordinal)));
        if (from is not "\"00\"" and not "\"Cengkal Marpaung\"")
            Play.IsNoWord(await Play.Hear(200, Samples.Failed.Replace(from, to, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Is_a_success_with_another_status(int http)
    {
        var body = http is 204 ? "" : Samples.Success;
        Play.IsNoWord(await Play.Hear(http, body));
        Play.IsNoWord(await Play.Hear(http, http is 204 ? "" : Samples.Failed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\"SP000\"")]
    [InlineData("{\"response_code\":\"SP000\"}")]
    [InlineData("{\"response_code\":\"SP000\",\"response_code\":\"SP000\",\"data\":null}")]
    [InlineData("{\"status\":404,\"success\":false,\"error\":{\"code\":404,\"message\":\"Not Found\"}}")]
    [InlineData("<html><body>Transaction Not Found SP009</body></html>")]
    public async Task Is_what_cannot_be_read(string body)
    {
        foreach (var http in new[] { 200, 400, 401, 403, 404, 422, 500, 502 })
        {
            Play.IsNoWord(await Play.Hear(http, body));
            Assert.IsNotType<BankReply.NotFound>(await Play.HearName(http, body));
            Assert.IsNotType<BankReply.Found>(await Play.HearName(http, body));
        }
    }

    [Theory]
    [InlineData("\"bank_account_number\":\"1234567890000\"", "\"bank_account_number\":\"1234567890001\"")]
    [InlineData("\"bank_account_number\":\"1234567890000\"", "\"bank_account_number\":null")]
    [InlineData("\"bank_code\":\"002\"", "\"bank_code\":\"008\"")]
    [InlineData("\"bank_number_code\":\"002\"", "\"bank_number_code\":\"008\"")]
    [InlineData("\"BRINIDJA\"", "\"BMRIIDJA\"")]
    [InlineData("\"BRINIDJA\"", "5")]
    [InlineData("\"Cengkal Marpaung\"", "null")]
    [InlineData("\"Cengkal Marpaung\"", "\" \"")]
    [InlineData("\"Cengkal Marpaung\"", "7")]
    [InlineData("\"valid\"", "\"invalid\"")]   // with a name beside it
    [InlineData("\"valid\"", "\"pending\"")]
    [InlineData("\"valid\"", "null")]
    [InlineData("\"SP000\"", "\"SP014\"")]
    public async Task Is_unclear_about_an_account(string from, string to)
    {
        Assert.Contains(from, Samples.Found, StringComparison.Ordinal);

        Assert.IsType<BankReply.Unclear>(
            await Play.HearName(200, Samples.Found.Replace(from, to, StringComparison.Ordinal)));
    }
}
