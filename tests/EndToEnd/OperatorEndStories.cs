using System.Net;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Operators end what the sandbox's bank never says a word about, on a host that goes on asking.</summary>
public sealed class OperatorEndStories
{
    const string Silent = "9900000004";   // nobody says what becomes of it
    const string Why = """{"reason":"the bank, by telephone"}""";

    [Fact]
    public async Task What_hangs_is_settled_and_refunded_once_and_its_caller_is_told()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var api = new OperatorClient(host);
        var before = await Left(database);
        foreach (var reference in new[] { "settled", "refunded" })
        {
            await SingaPay.At(host).Transfer(reference, number: Silent);
            await Eventually.Is(async () => (await SingaPay.At(host).Status(reference)).Status is "03");
        }

        var open = await Verb.Do(database, "disbursement", "list", "--state", "open", "--partner", "toko-maju");
        Assert.Contains(open.GetProperty("data").EnumerateArray(), one => one.Text("reference") == "settled");
        Assert.DoesNotContain(Silent, open.GetRawText(), StringComparison.Ordinal);

        // By the verb: nobody has asked for longer than a minute, and the hosts are told to.
        var settled = await Id(api, "settled");
        await AskedLongAgo(database, settled);
        var (code, _, refused) = await Verb.Run(
            database, "disbursement", "settle", settled, "--reason", "the bank, by telephone");
        Assert.Equal(1, code);
        Assert.Contains("told to ask now", refused, StringComparison.Ordinal);
        await Asked(api, settled);
        var done = await Verb.Do(database, "disbursement", "settle", settled, "--reason", "the bank, by telephone");
        Assert.Equal("success", done.Text("state"));
        Assert.Equal("00", (await SingaPay.At(host).Status("settled")).Status);

        // Over HTTP: the same, and once under one key.
        var refunded = await Id(api, "refunded");
        await AskedLongAgo(database, refunded);
        (await api.Post($"/v1/disbursements/{refunded}/refund", Why)).IsProblem(HttpStatusCode.Conflict);
        await Asked(api, refunded);
        (await api.Post($"/v1/disbursements/{refunded}/cancel", Why)).IsProblem(HttpStatusCode.Conflict);
        (await api.Post($"/v1/disbursements/{refunded}/refund", "{}")).IsProblem(HttpStatusCode.BadRequest);
        var key = ("Idempotency-Key", "case 12");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            _ => api.Post($"/v1/disbursements/{refunded}/refund", Why, key)));
        Assert.All(answers, one => Assert.Equal("failed", one.Is(HttpStatusCode.OK).Json.Text("state")));
        (await api.Post($"/v1/disbursements/{refunded}/refund", Why)).IsProblem(HttpStatusCode.Conflict);
        Assert.Equal("06", (await SingaPay.At(host).Status("refunded")).Status);

        var spent = await Count.Ask<long>(database, "select net + fee from disbursements where reference = 'settled'");
        Assert.Equal(before - spent, await Left(database));
        foreach (var (id, state) in new[] { (settled, "success"), (refunded, "failed") })
        {
            var story = (await api.Get($"/v1/disbursements/{id}")).Is(HttpStatusCode.OK).Json;
            Assert.Equal(state, story.GetProperty("disbursement").Text("state"));
            Assert.Equal(state, story.GetProperty("steps").EnumerateArray().Last().Text("state"));
            Assert.Single(story.GetProperty("callbacks").EnumerateArray());
            var trail = (await api.Get($"/v1/audit?subject=disbursement:{id}")).Data;
            Assert.Equal("the bank, by telephone", Assert.Single(trail).Text("reason"));
        }

        var inbox = new Inbox(host, "toko-maju-singapay");
        await Eventually.Is(async () => (await inbox.List()).Count(
            one => one.Body.Contains("settled", StringComparison.Ordinal)
                || one.Body.Contains("refunded", StringComparison.Ordinal)) == 2);
        await Prove.AssertNoDifference(database);
    }

    [Fact]
    public async Task A_word_takes_a_key_that_may_and_whom_money_goes_to_is_shown_to_whoever_may_see_it()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await SingaPay.At(host).Transfer("hangs", number: Silent);
        var id = await Id(new(host), "hangs");

        var reader = new OperatorClient(host, await OperatorClient.Key(database, "read"));
        foreach (var word in new[] { "settle", "refund", "cancel" })
        {
            (await reader.Post($"/v1/disbursements/{id}/{word}", Why)).IsProblem(HttpStatusCode.Forbidden);
            (await new OperatorClient(host).Post($"/v1/disbursements/{Guid.Empty}/{word}", Why))
                .IsProblem(HttpStatusCode.NotFound);
        }

        (await reader.Get("/v1/disbursements?reveal=true")).IsProblem(HttpStatusCode.Forbidden);
        (await reader.Get("/v1/disbursements?state=lost")).IsProblem(HttpStatusCode.BadRequest);
        Assert.DoesNotContain(
            Silent, (await reader.Get($"/v1/disbursements/{id}")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        var (_, shown, _) = await Verb.Run(database, "disbursement", "show", id, "--reveal");
        Assert.Contains(Silent, shown, StringComparison.Ordinal);
        var trail = await reader.Get($"/v1/audit?subject=disbursement:{id}");
        Assert.Equal("disbursement.reveal", Assert.Single(trail.Data).Text("action"));
    }

    static async Task<string> Id(OperatorClient api, string reference)
    {
        var found = (await api.Get($"/v1/disbursements?reference={reference}")).Is(HttpStatusCode.OK).Data;
        return Assert.Single(found).Text("id");
    }

    // While no host is at it: it would write down that it has just asked.
    static Task AskedLongAgo(string database, string id) => Eventually.Is(async () => await Count.Ask<int>(
        database,
        """
        with late as (
            update open_payouts set asked_at = clock_timestamp() - interval '2 min', due_at = now() + interval '1 hour'
            where id = @id and leased_until <= clock_timestamp() returning 1
        )
        select count(*) from late
        """,
        new { id = Guid.Parse(id) }) == 1);

    // The hosts do, within a second or so.
    static Task Asked(OperatorClient api, string id) => Eventually.Is(async () =>
    {
        var open = (await api.Get($"/v1/disbursements/{id}")).Json.GetProperty("open");
        return !open.GetProperty("is_in_hand").GetBoolean()
            && open.GetProperty("asked_at") is { ValueKind: JsonValueKind.String } at
            && TimeProvider.System.GetUtcNow() - at.GetDateTimeOffset() < TimeSpan.FromSeconds(50);
    });

    static Task<long> Left(string database) => Count.Ask<long>(
        database, "select balance from ledger_accounts where purpose = 'disbursement:' || @Account",
        new { SingaPay.Toko.Account });
}
