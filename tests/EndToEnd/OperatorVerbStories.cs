using System.Net;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What operators look after without SQL: each word at the command line, and the same over HTTP.</summary>
public sealed class OperatorVerbStories : IAsyncLifetime
{
    HostProcess _host = null!;
    OperatorClient _api = null!;
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
        _api = new(_host);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Whoever_has_locked_what_hosts_need_is_shown_and_ended_over_HTTP()
    {
        await using var psql = await Blocker.Lock(_database, "select from invoices for update");

        var session = Assert.Single((await _api.Get("/v1/locks")).Is(HttpStatusCode.OK).Data);
        Assert.Contains("invoices", session.Text("locks"), StringComparison.Ordinal);
        var end = $"/v1/locks/{session.GetProperty("pid")}/end";
        (await _api.Post(end)).IsProblem(HttpStatusCode.BadRequest);
        (await new OperatorClient(_host, await OperatorClient.Key(_database, "read")).Post(end, "{}"))
            .IsProblem(HttpStatusCode.Forbidden);
        (await _api.Post(end, """{"reason":"an open psql"}""")).Is(HttpStatusCode.OK);

        await Eventually.Is(async () => (await _api.Get("/v1/locks")).Data.Length == 0);
        (await _api.Post("/v1/locks/none/end", "{}")).IsProblem(HttpStatusCode.NotFound);
        var told = Assert.Single((await _api.Get($"/v1/audit?subject=session:{session.GetProperty("pid")}")).Data);
        Assert.Equal(("lock.end", "an open psql"), (told.Text("action"), told.Text("reason")));
    }

    [Fact]
    public async Task Invoices_are_listed_by_month_and_shown_with_the_inquiries_that_they_are_for()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal("000", (await Sento.Toko(_host).Inquire()).Code);

        var day = (await _api.Get("/v1/invoices?partner=toko-maju")).Is(HttpStatusCode.OK).Data[0].Text("day");
        var invoice = Assert.Single(
            (await _api.Get($"/v1/invoices?partner=toko-maju&month={day[..7]}&state=initiated")).Data);
        var id = invoice.Text("id");
        Assert.Equal((3, 300_000), (
            invoice.GetProperty("lines").GetInt32(), invoice.GetProperty("amount").GetInt32()));
        (await _api.Get("/v1/invoices?month=2026-13")).IsProblem(HttpStatusCode.BadRequest);
        (await _api.Get($"/v1/invoices?month=2026-12&from={day}")).IsProblem(HttpStatusCode.BadRequest);

        // Page by page, masked.
        var first = (await _api.Get($"/v1/invoices/{id}/lines?limit=2")).Is(HttpStatusCode.OK);
        var rest = await _api.Get($"/v1/invoices/{id}/lines?cursor={first.Json.Text("next_cursor")}");
        Assert.Equal((2, 1), (first.Data.Length, rest.Data.Length));
        Assert.DoesNotContain("12341234", first.Text, StringComparison.Ordinal);
        Assert.Contains(
            "12341234", (await _api.Get($"/v1/invoices/{id}/lines?reveal=true")).Text, StringComparison.Ordinal);
        Assert.Equal(
            "inquiry.reveal", Assert.Single((await _api.Get($"/v1/audit?subject=invoice:{id}")).Data).Text("action"));

        var listed = await Verb.Do(_database, "invoice", "list", "--partner", "toko-maju", "--month", day[..7]);
        Assert.Equal(id, Assert.Single(listed.GetProperty("data").EnumerateArray()).Text("id"));
        Assert.Equal(3, (await Verb.Do(_database, "invoice", "lines", id)).GetProperty("data").GetArrayLength());
        var shown = await Verb.Do(_database, "invoice", "show", id);
        Assert.Equal("initiated", shown.GetProperty("invoice").Text("state"));
        var (_, output, _) = await Verb.Run(_database, "invoice", "show", id);
        Assert.Contains("3000.00", output, StringComparison.Ordinal);
        (await _api.Get($"/v1/invoices/{Guid.Empty}/lines")).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_prefix_is_given_used_and_taken_back_when_nothing_on_it_can_be_paid()
    {
        var ipg = Ipg.At(_host);
        await Verb.Do(_database, "prefix", "give", "900100", "toko-maju", "--reason", "ticket 4711");
        (await _api.Post("/v1/prefixes/900100/give", """{"partner":"warung-jaya"}"""))
            .IsProblem(HttpStatusCode.Conflict);
        Assert.Equal("SUCCESS", (await ipg.Make("9001000000000001", "close", 25_000, "INV-9001")).Rc);

        var (code, _, errors) = await Verb.Run(_database, "prefix", "take", "900100");
        Assert.Equal(1, code);
        Assert.Contains("can be paid", errors, StringComparison.Ordinal);
        (await _api.Post("/v1/prefixes/900100/take")).IsProblem(HttpStatusCode.Conflict);
        Assert.Equal("SUCCESS", (await ipg.Pay("9001000000000001", "ref-9001", "25000")).Rc);
        (code, var output, _) = await Verb.Run(_database, "prefix", "take", "900100", "--reason", "they left");

        Assert.Equal(0, code);
        Assert.Contains("1 bills on it that were paid or have run out", output, StringComparison.Ordinal);
        Assert.DoesNotContain(
            (await _api.Get("/v1/prefixes?partner=toko-maju")).Is(HttpStatusCode.OK).Data,
            one => one.Text("prefix") == "900100");
        Assert.Single((await _api.Get("/v1/bills?invoice_number=INV-9001")).Data);
        Assert.Equal(2, (await _api.Get("/v1/audit?subject=prefix:900100")).Data.Length);
        await Prove.AssertNoDifference(_database);
    }

    [Fact]
    public async Task A_bill_is_found_by_whatever_anybody_calls_it_and_its_payer_is_forgotten()
    {
        var ipg = Ipg.At(_host);
        Assert.Equal("SUCCESS", (await ipg.Make("8673019000000011", "close", 25_000, "INV-11")).Rc);
        var owed = Assert.Single((await _api.Get("/v1/bills?reference=INV-11")).Data).Text("hash");
        (await _api.Post($"/v1/bills/{owed}/forget")).IsProblem(HttpStatusCode.Conflict);
        Assert.Equal("SUCCESS", (await ipg.Pay("8673019000000011", "ref-11", "25000")).Rc);
        var bank = SnapBank.At(_host);
        Assert.Equal("2002500", (await bank.Pay(
            SnapBank.Tuition, "P-11", "100000.00", more: ",\"referenceNo\":\"BANK-11\"")).Code);

        foreach (var name in new[] { "ref-11", "INV-11", owed })
            Assert.Equal(owed, await Find(name));

        Assert.Equal(await Find("P-11"), await Find("BANK-11"));
        Assert.NotEqual(owed, await Find("BANK-11"));
        Assert.Empty((await _api.Get("/v1/bills?reference=nonesuch")).Data);

        Assert.Equal(1, (await Verb.Do(_database, "bill", "forget", owed)).GetProperty("count").GetInt32());
        Assert.Contains("\"name\":\"-\"", await Revealed(owed), StringComparison.Ordinal);
        await new SandboxControls(_host).Advance(TimeSpan.FromDays(2));
        var today = $"{await new SandboxControls(_host).Now():yyyy-MM-dd}";
        var all = (await _api.Post("/v1/bills/forget", $$"""{"before":"{{today}}"}""")).Is(HttpStatusCode.OK).Json;
        Assert.True(all.GetProperty("count").GetInt32() > 0);
        Assert.True(all.GetProperty("payable").GetInt32() > 0);
        var again = await Verb.Do(_database, "bill", "forget", "--before", today);
        Assert.Equal((0, 0), (again.GetProperty("count").GetInt32(), again.GetProperty("left").GetInt32()));
        (await _api.Post("/v1/bills/forget", "{}")).IsProblem(HttpStatusCode.BadRequest);
        Assert.Equal(2, (await Verb.Run(_database, "bill", "forget")).Code);
        await Prove.AssertNoDifference(_database);
    }

    [Fact]
    public async Task A_bank_is_asked_now_what_became_of_a_payout()
    {
        await SingaPay.At(_host).Transfer("hangs", number: "9900000004");
        await Eventually.Is(async () => (await SingaPay.At(_host).Status("hangs")).Status is "03");
        var id = Assert.Single((await _api.Get("/v1/disbursements?reference=hangs")).Data).Text("id");
        await Count.Ask<int>(
            _database,
            """
            update open_payouts set asked_at = null, due_at = now() + interval '1 hour' where id = @id returning 1
            """,
            new { id = Guid.Parse(id) });

        var asked = await Verb.Do(_database, "disbursement", "ask", id, "--reason", "its partner asks");

        Assert.Equal(32, asked.Text("order_id").Length);
        await Eventually.Is(async () => (await _api.Get($"/v1/disbursements/{id}")).Json
            .GetProperty("open").GetProperty("asked_at").ValueKind is JsonValueKind.String);
        (await _api.Post($"/v1/disbursements/{id}/ask")).Is(HttpStatusCode.OK);
        (await _api.Post($"/v1/disbursements/{Guid.Empty}/ask")).IsProblem(HttpStatusCode.NotFound);
        Assert.All(
            (await _api.Get($"/v1/audit?subject=disbursement:{id}")).Data,
            one => Assert.Equal("disbursement.ask", one.Text("action")));
    }

    async Task<string> Find(string reference)
    {
        var found = await Verb.Do(_database, "bill", "find", "--reference", reference);
        return Assert.Single(found.GetProperty("data").EnumerateArray()).Text("hash");
    }

    async Task<string> Revealed(string hash) =>
        JsonSerializer.Serialize((await _api.Get($"/v1/bills/{hash}?reveal=true")).Is(HttpStatusCode.OK).Json);
}
