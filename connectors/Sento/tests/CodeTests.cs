using Periksa.Inquiries;

namespace Periksa.Connectors.Sento.Tests;

public class CodeTests
{
    static readonly BankReply Unclear = new BankReply.Unclear();

    /// <summary>The vendor's own samples.</summary>
    [Fact]
    public async Task Reads_the_sample_of_an_account_that_is_found() => Assert.Equal(
        new BankReply.Found("John Doe") { About = Play.Account },
        await Play.Hear(200, """
            {
              "status": {
                "code": "000",
                "message": "Success"
              },
              "bank_code": "008",
              "account_number": "12341234",
              "account_name": "John Doe",
              "timestamp": "2025-03-11T06:33:18",
              "id": "747bf914-eb0c-4a59-adcb-b8a151f56b17",
              "invoice_id": "3d440813-26be-4d78-9177-3ad30b4268fe"
            }
            """));

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task Reads_the_sample_of_an_account_that_is_not(int http) => Assert.Equal(
        new BankReply.NotFound(AccountAbsence.Unknown) { About = Play.Account },
        await Play.Hear(http, """
            {
              "status": {
                "code": "209",
                "message": "Bank Account is not found"
              },
              "bank_code": "008",
              "account_number": "12341234",
              "account_name": null,
              "timestamp": "2025-08-03T12:00:02",
              "id": "715078ea-8699-452d-94ac-e9c909190924",
              "invoice_id": "98c1099e-9763-46a1-b6a1-8f32ff179525"
            }
            """));

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task Reads_the_sample_of_a_failure(int http) => Assert.Equal(
        new BankReply.Failed(),
        await Play.Hear(http, """
            {
              "status": {
                "code": "500",
                "message": "Internal server error"
              }
            }
            """));

    [Theory]
    [InlineData("999", 200)]
    [InlineData("999", 500)]
    public async Task Takes_a_failure_for_one(string code, int http) => Assert.Equal(
        new BankReply.Failed() { About = Play.Account }, await Play.Hear(http, Play.Answer(code, name: null)));

    [Theory]
    [InlineData("101", 200)]
    [InlineData("102", 200)]
    [InlineData("504", 200)]
    [InlineData("504", 504)]
    public async Task Takes_a_word_for_later_for_no_answer(string code, int http) => Assert.Equal(
        new BankReply.Pending() { About = Play.Account }, await Play.Hear(http, Play.Answer(code, name: null)));

    [Theory]
    [InlineData("201", 200)]
    [InlineData("202", 200)]
    [InlineData("203", 200)]
    [InlineData("205", 200)]
    [InlineData("206", 200)]
    [InlineData("207", 200)]
    [InlineData("207", 403)]
    [InlineData("208", 200)]
    [InlineData("208", 401)]
    [InlineData("232", 200)]
    [InlineData("990", 200)]
    [InlineData("990", 400)]
    public async Task Takes_a_refusal_of_ours_for_a_mistake_in_the_settings(string code, int http) =>
        IsNotAsked(RouteFault.Misconfigured, code, await Play.Hear(http, Play.Answer(code, name: null)));

    [Theory]
    [InlineData(200)]
    [InlineData(429)]
    public async Task Takes_too_many_requests_for_busy(int http)
    {
        IsNotAsked(RouteFault.Busy, "429", await Play.Hear(http, Play.Answer("429", name: null)));
        IsNotAsked(RouteFault.Busy, "429", await Play.Hear(http, "{\"status\":{\"code\":\"429\"}}"));
    }

    [Theory]
    [InlineData("204", 200)]   // of an invoice
    [InlineData("300", 200)]   // likewise
    [InlineData("0", 200)]
    [InlineData("00", 200)]
    [InlineData("", 200)]
    [InlineData("210", 200)]
    [InlineData("777", 200)]
    [InlineData("777", 401)]
    [InlineData("209", 500)]
    [InlineData("209", 301)]
    [InlineData("209", 202)]
    [InlineData("205", 500)]
    [InlineData("429", 503)]
    public async Task Concludes_nothing_from_any_other_code(string code, int http) => Assert.Equal(
        Unclear with { About = Play.Account }, await Play.Hear(http, Play.Answer(code, name: null)));

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(500)]
    public async Task Believes_a_name_only_with_200(int http) => Assert.Equal(
        Unclear with { About = Play.Account }, await Play.Hear(http, Play.Answer("000", "John Doe")));

    [Theory]
    [InlineData(400, RouteFault.Misconfigured)]
    [InlineData(401, RouteFault.Misconfigured)]
    [InlineData(403, RouteFault.Misconfigured)]
    [InlineData(404, RouteFault.Misconfigured)]
    [InlineData(405, RouteFault.Misconfigured)]
    [InlineData(415, RouteFault.Misconfigured)]
    [InlineData(429, RouteFault.Busy)]
    public async Task Takes_a_gateway_s_refusal_by_its_status(int http, RouteFault fault)
    {
        IsNotAsked(fault, $"{http}", await Play.Hear(http, "<html>No.</html>"));
        IsNotAsked(fault, $"{http}", await Play.Hear(http, ""));
        IsNotAsked(fault, $"{http}", await Play.Hear(http, "{\"status\":" + http + ",\"error\":\"No.\"}"));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(504)]
    public async Task Takes_a_gateway_s_time_out_for_no_answer(int http) =>
        Assert.Equal(new BankReply.Pending(), await Play.Hear(http, "<html>Slow.</html>"));

    [Theory]
    [InlineData(200)]
    [InlineData(301)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Concludes_nothing_from_another_status_of_a_gateway_s(int http) =>
        Assert.Equal(Unclear, await Play.Hear(http, "<html>Oh.</html>"));

    static void IsNotAsked(RouteFault fault, string because, BankReply reply)
    {
        var notAsked = Assert.IsType<BankReply.NotAsked>(reply);
        Assert.Equal(fault, notAsked.Fault);
        Assert.Contains(because, notAsked.Why);
        Assert.DoesNotContain(Play.Key, notAsked.Why);
    }
}
