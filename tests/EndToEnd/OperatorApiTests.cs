using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Operators work over HTTP as by the verbs.</summary>
public sealed class OperatorApiTests
{
    [Fact]
    public async Task A_partner_is_made_and_given_a_credential_a_callback_and_a_price_by_four_requests()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var api = new OperatorClient(host);

        await api.Add("toko-api");
        var issued = (await api.Post(
            "/v1/partners/toko-api/credentials", """{"dialect":"sento","name":"tokoapi"}"""))
            .Is(HttpStatusCode.Created);
        var set = (await api.Send(
            HttpMethod.Put, "/v1/credentials/sento/tokoapi/callback", """{"url":"https://toko.example/hear"}"""))
            .Is(HttpStatusCode.OK);
        Assert.Equal("https://toko.example/hear", set.Json.Text("callback_url"));
        (await api.Post("/v1/partners/toko-api/credentials", """{"dialect":"sento","name":"tokoapi"}"""))
            .IsProblem(HttpStatusCode.Conflict);
        (await api.Post("/v1/partners/toko-api/prices", """{"dialect":"sento","amount":100000}"""))
            .Is(HttpStatusCode.Created);

        var secret = issued.Json.Text("secret");
        await Eventually.Is(async () => (await new Sento(host.Client, "tokoapi", secret).Inquire()).Code == "000");

        var rotated = (await api.Post("/v1/credentials/sento/tokoapi/rotate", """{"overlap":"0"}"""))
            .Is(HttpStatusCode.OK).Json.Text("secret");
        await Eventually.Is(async () => (await new Sento(host.Client, "tokoapi", rotated).Inquire()).Code == "000");
        Assert.NotEqual("000", (await new Sento(host.Client, "tokoapi", secret).Inquire()).Code);

        (await api.Post("/v1/credentials/sento/tokoapi/revoke")).Is(HttpStatusCode.OK);
        await Eventually.Is(async () => (await new Sento(host.Client, "tokoapi", rotated).Inquire()).Code != "000");

        // Shown once, and nowhere after.
        var lists = await api.Get("/v1/audit");
        Assert.Contains("credential.rotate", lists.Text, StringComparison.Ordinal);
        Assert.Contains("\"actor\": \"sandbox\"", lists.Text, StringComparison.Ordinal);
        var seen = lists.Text + host.Output + (await api.Get("/v1/partners/toko-api/credentials")).Text
            + (await api.Get("/v1/credentials/sento/tokoapi")).Text;
        Assert.All(new[] { secret, rotated }, one => Assert.DoesNotContain(one, seen, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_who_edit_one_version_the_second_is_told_and_loses_nothing()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var api = new OperatorClient(host);
        await api.Add("toko-tag");
        var tag = (await api.Get("/v1/partners/toko-tag")).ETag!;
        Task<ApiReply> Change(string body, string? match) => api.Send(
            HttpMethod.Patch, "/v1/partners/toko-tag", body, match is null ? [] : [("If-Match", match)]);

        var first = (await Change("""{"name":"First"}""", tag)).Is(HttpStatusCode.OK);
        (await Change("""{"name":"Second"}""", tag)).IsProblem(HttpStatusCode.PreconditionFailed);
        (await Change("""{"name":"Second"}""", null)).IsProblem(HttpStatusCode.PreconditionRequired);

        Assert.NotEqual(tag, first.ETag);
        Assert.Equal("First", (await api.Get("/v1/partners/toko-tag")).Json.Text("name"));
        var limited = (await Change("""{"rate_per_second":5,"rate_burst":9,"active":false}""", first.ETag))
            .Is(HttpStatusCode.OK);
        Assert.Equal(9, limited.Json.GetProperty("rate_burst").GetInt32());
        Assert.False(limited.Json.GetProperty("active").GetBoolean());
        (await Change("""{"nmae":"Slip"}""", "*")).IsProblem(HttpStatusCode.BadRequest);
        (await Change("""{"name":7}""", "*")).IsProblem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Of_two_who_issue_the_same_credential_at_once_one_gets_it()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var api = new OperatorClient(host);
        await api.Add("toko-race");

        var replies = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => api.Post(
            "/v1/partners/toko-race/credentials", """{"dialect":"sento","name":"race"}""")));

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.Conflict], replies.Select(reply => reply.Status).Order());
    }

    [Fact]
    public async Task What_is_not_taken_is_refused_as_a_problem_with_a_hint()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var api = new OperatorClient(host);

        (await api.Get("/v1/nothing")).IsProblem(HttpStatusCode.NotFound);
        (await api.Get("/v1/partners/nobody")).IsProblem(HttpStatusCode.NotFound);
        (await api.Send(HttpMethod.Delete, "/v1/partners")).IsProblem(HttpStatusCode.MethodNotAllowed);
        (await api.Post("/v1/partners", "{")).IsProblem(HttpStatusCode.BadRequest);
        (await api.Post("/v1/partners", "[]")).IsProblem(HttpStatusCode.BadRequest);
        (await api.Post("/v1/partners", "null")).IsProblem(HttpStatusCode.BadRequest);
        (await api.Post("/v1/partners", """{"id":"a","nom":"b"}""")).IsProblem(HttpStatusCode.BadRequest);
        (await api.Post("/v1/partners", """{"id":"A B","name":"b"}""")).IsProblem(HttpStatusCode.BadRequest);
        (await api.Post("/v1/partners", $$"""{"id":"a","name":"{{new string('x', 70_000)}}"}"""))
            .IsProblem(HttpStatusCode.RequestEntityTooLarge);
        (await api.Get("/v1/partners?limit=0")).IsProblem(HttpStatusCode.BadRequest);
        (await api.Get("/v1/audit?cursor=x")).IsProblem(HttpStatusCode.BadRequest);
        (await api.Get("/v1/audit?since=yesterday")).IsProblem(HttpStatusCode.BadRequest);

        using var form = new StringContent("id=a");
        using var reply = await host.Client.PostAsync("/v1/partners", form);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);

        var name = """<b>"O'Neil" & Söhne</b> — 東京""";
        var body = System.Text.Json.JsonSerializer.Serialize(name);
        Assert.Equal(name, (await api.Post("/v1/partners", $$"""{"id":"html","name":{{body}}}""")).Json.Text("name"));
        (await api.Post("/v1/partners", """{"id":"nul","name":"a\u0000b"}""")).IsProblem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Prices_deposits_and_routes_are_set_as_by_the_verbs()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var api = new OperatorClient(host);
        await api.Add("toko-money");

        (await api.Post("/v1/partners/toko-money/prices", """{"dialect":"sento","amount":100000}"""))
            .Is(HttpStatusCode.Created);
        (await api.Post("/v1/partners/toko-money/prices", """{"dialect":"sento"}"""))
            .IsProblem(HttpStatusCode.BadRequest);
        var price = (await api.Get("/v1/prices?partner=toko-money")).Data[0];
        Assert.Equal(100_000, price.GetProperty("amount").GetInt64());

        const string money = """{"amount":500000,"reference":"line 1","reason":"paid in"}""";
        (await api.Post("/v1/deposits/toko-money/top-up", money)).Is(HttpStatusCode.OK);
        var again = (await api.Post("/v1/deposits/toko-money/top-up", money)).Is(HttpStatusCode.OK);
        Assert.Equal(500_000, again.Json.GetProperty("balance").GetInt64());
        (await api.Post(
            "/v1/deposits/toko-money/adjust", """{"amount":-900000,"reference":"c","reason":"too much"}"""))
            .IsProblem(HttpStatusCode.Conflict);

        (await api.Post("/v1/routes/iluma/cordon", """{"reason":"their maintenance"}""")).Is(HttpStatusCode.OK);
        Assert.Equal("iluma", Assert.Single((await api.Get("/v1/routes")).Data).Text("route"));
        (await api.Post(
            "/v1/routes/iluma/cordon",
            """{"bank":"014","hours":"23:00-01:00","days":["Fri","Mon"],"reason":"it sleeps"}"""))
            .Is(HttpStatusCode.OK);
        Assert.Equal("Mon,Fri 23:00-01:00 WIB", (await api.Get("/v1/routes")).Data[1].Text("when"));
        foreach (var senseless in new[]
        {
            """{"days":["Fri"],"reason":"x"}""", """{"hours":"23-1","reason":"x"}""",
            """{"bank":"9999","reason":"x"}""",
            """{"hours":"23:00-01:00","days":["Freitag"],"reason":"x"}""",
            """{"hours":"23:00-01:00","days":[],"reason":"x"}""",
        })
        {
            (await api.Post("/v1/routes/iluma/cordon", senseless)).IsProblem(HttpStatusCode.BadRequest);
        }

        (await api.Post("/v1/routes/iluma/uncordon")).Is(HttpStatusCode.OK);
        (await api.Post("/v1/routes/iluma/uncordon")).IsProblem(HttpStatusCode.NotFound);
        Assert.Equal(
            ["route.uncordon", "route.cordon", "route.cordon"],
            (await api.Get("/v1/audit?subject=route:iluma")).Data.Select(one => one.Text("action")));
        (await api.Get("/v1/savings")).Is(HttpStatusCode.OK);
    }
}
