using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Periksa.Tests.Postgres;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.EndToEnd.Tests;

/// <summary>The operators' API is as it describes itself. A new path is asked once in
/// <see cref="Every_path_answers_as_it_is_described"/>.</summary>
public sealed partial class OperatorDescriptionTests
{
    /// <summary>A payout that is stuck takes a story of its own: <see cref="OperatorEndStories"/>.</summary>
    const string OfPayouts = " /v1/disbursements/{id}";

    [Fact]
    public async Task Every_path_answers_as_it_is_described()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var walk = await ApiWalk.Begin(host);

        await walk.Ask("GET /v1/openapi.json");
        await walk.Ask("POST /v1/partners");
        await walk.Ask("GET /v1/partners");
        await walk.Ask("GET /v1/partners/{id}", "toko-jaya");
        await walk.Ask("PATCH /v1/partners/{id}", "toko-jaya");

        await walk.Ask("POST /v1/partners/{id}/credentials", "toko-jaya");
        await walk.Ask("GET /v1/partners/{id}/credentials", "toko-jaya");
        await walk.Ask("GET /v1/credentials");
        await walk.Ask("GET /v1/credentials/{dialect}/{name}", "sento", "tokojaya");
        await walk.Ask("PATCH /v1/credentials/{dialect}/{name}", "sento", "tokojaya");
        await walk.Ask("PUT /v1/credentials/{dialect}/{name}/callback", "sento", "tokojaya");
        await AskAboutMisses(walk, database);
        await walk.Ask("POST /v1/credentials/{dialect}/{name}/rotate", "sento", "tokojaya");
        await walk.Ask("POST /v1/credentials/{dialect}/{name}/revoke", "sento", "tokojaya");

        await walk.Ask("POST /v1/partners/{id}/prices", "toko-jaya");
        await walk.Ask("GET /v1/prices");
        await walk.Ask("POST /v1/partners/{id}/fees", "toko-jaya");
        await walk.Ask("GET /v1/fees");
        await walk.Ask("POST /v1/partners/{id}/accounts", "toko-jaya");
        await walk.Ask("POST /v1/deposits/{to}/top-up", "toko-jaya");
        await walk.Ask("POST /v1/deposits/{to}/adjust", "toko-jaya");
        await walk.Ask("GET /v1/savings");

        await walk.Ask("POST /v1/routes/{name}/cordon", "iluma");
        await walk.Ask("GET /v1/routes");
        await walk.Ask("POST /v1/routes/{name}/uncordon", "iluma");

        await Snap.Toko(host, SnapDialect.IFortepay).Inquire();
        var inquiry = (await walk.Ask("GET /v1/inquiries")).Data[0].Text("id");
        await walk.Ask("POST /v1/inquiries/search");
        await walk.Ask("GET /v1/inquiries/{id}", inquiry);
        await Eventually.Is(async () => (await walk.Ask("GET /v1/callbacks")).Data.Length > 0);
        var callback = $"{(await walk.Ask("GET /v1/callbacks")).Data[0].GetProperty("id")}";
        await walk.Ask("GET /v1/callbacks/{id}", callback);
        await walk.Ask("POST /v1/callbacks/{id}/redeliver", callback);
        await walk.Ask("POST /v1/credentials/{dialect}/{name}/callback/test", "ifortepay", "MCPD00000012");

        var key = (await walk.Ask("POST /v1/apikeys")).Json.GetProperty("key").Text("id");
        await walk.Ask("GET /v1/apikeys");
        await walk.Ask("POST /v1/apikeys/{id}/revoke", key);
        await AskAboutOperators(walk, database);
        await AskAboutBills(walk, host);
        await AskAboutLocks(walk, database);
        await AskAboutPayouts(walk, database);
        await walk.Ask("POST /v1/secrets/reseal");
        await walk.Ask("GET /v1/audit");

        string[] left = [.. walk.NotAsked.Where(one => !one.Contains(OfPayouts, StringComparison.Ordinal))];
        Assert.True(left.Length == 0, $"Ask these here, once each: {string.Join(", ", left)}");
    }

    static async Task AskAboutMisses(ApiWalk walk, string database)
    {
        await Count.Ask<int>(database, """
            with p as (update partners set miss_budget = 50 where id = 'toko-jaya'),
                 c as (update credentials set miss_budget = 50 where name = 'tokojaya')
            select 1
            """);
        await walk.Ask("POST /v1/partners/{id}/forgive", "toko-jaya");
        await walk.Ask("POST /v1/credentials/{dialect}/{name}/forgive", "sento", "tokojaya");
        await walk.Ask("GET /v1/laxities");
        await walk.Ask("GET /v1/refused-signatures");
        var key = (await walk.Ask("GET /v1/tokenkeys")).Data[0].Text("id");
        await walk.Ask("POST /v1/tokenkeys/{id}/end", key);
    }

    static async Task AskAboutBills(ApiWalk walk, HostProcess host)
    {
        await Sento.Toko(host).Inquire();
        var invoice = (await walk.Ask("GET /v1/invoices")).Data[0].Text("id");
        await walk.Ask("GET /v1/invoices/{id}", invoice);
        await walk.Ask("GET /v1/invoices/{id}/lines", invoice);
        await walk.Ask("GET /v1/bills");
        await walk.Ask("GET /v1/bills/{hash}", "x24da1dF");
        await walk.Ask("POST /v1/bills/{hash}/void", "x24da1dF");
        await walk.Ask("POST /v1/bills/{hash}/forget", "x24da1dF");
        await walk.Ask("POST /v1/bills/forget");
        await walk.Ask("GET /v1/prefixes");
        await walk.Ask("POST /v1/prefixes/{prefix}/give", "900100");
        await walk.Ask("POST /v1/prefixes/{prefix}/take", "900100");
        await walk.Ask("GET /v1/callbacks/queues");
    }

    static async Task AskAboutLocks(ApiWalk walk, string database)
    {
        await using var psql = await Blocker.Lock(database, "select from once_references for update");
        var pid = (await walk.Ask("GET /v1/locks")).Data[0].GetProperty("pid");
        await walk.Ask("POST /v1/locks/{pid}/end", $"{pid}");
    }

    static async Task AskAboutOperators(ApiWalk walk, string database)
    {
        var name = (await walk.Ask("POST /v1/operators")).Json.GetProperty("operator").Text("name");
        await walk.Ask("GET /v1/operators");
        var session = await Count.Ask<Guid>(
            database,
            $"""
            with o as (
                insert into operators (name, role, password_hash, totp_secret, totp_step)
                values ('{name}', 'viewer', 'none', '', 0) returning id
            )
            insert into operator_sessions (operator, digest, expires_at, address)
            select id, sha256('token'), clock_timestamp() + interval '1 hour', '203.0.113.9' from o returning id
            """);
        await walk.Ask("GET /v1/operators/{name}/sessions", name);
        await walk.Ask("POST /v1/operators/sessions/{id}/end", $"{session}");
        await walk.Ask("POST /v1/operators/{name}/role", name);
        await walk.Ask("POST /v1/operators/{name}/end", name);
    }

    static async Task AskAboutPayouts(ApiWalk walk, string database)
    {
        await walk.Ask("GET /v1/disbursements");
        foreach (var word in (string[])["settle", "refund"])
        {
            await Count.Ask<long>(database, """
                insert into disbursement_remarks (disbursement, status, is_paid, reason, at)
                select id, status, false, 'it came back', clock_timestamp() from disbursements where status = '00'
                limit 1
                returning id
                """);
            var remark = (await walk.Ask("GET /v1/remarks")).Data[0];
            await walk.Ask("GET /v1/disbursements/{id}", remark.Text("disbursement"));
            await walk.Ask($"POST /v1/remarks/{{id}}/{word}", $"{remark.GetProperty("id")}");
        }
    }

    [Fact]
    public async Task It_is_an_OpenApi_document_with_an_example_and_a_word_for_everything()
    {
        await using var host = await Host();
        var text = (await new OperatorClient(host).Get("/v1/openapi.json")).Is(HttpStatusCode.OK).Text;
        var document = new ApiDocument(text);

        Assert.Empty(OpenApiForm.FindFault(JsonElement.Parse(text)));
        Assert.StartsWith("3.1.", JsonElement.Parse(text).Text("openapi"), StringComparison.Ordinal);
        Assert.Equal("", string.Concat(document.Operations.Select(document.FindFaultyExample)));
        Assert.All(document.Operations, one => Assert.EndsWith(".", (string)document[one]["summary"]!));
        Assert.Equal(
            document.Operations.Count(),
            document.Operations.Select(one => (string)document[one]["operationId"]!).Distinct().Count());
        Assert.Contains("v1/openapi.json", await host.Client.GetStringAsync("/docs/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_describes_every_path_there_is_and_no_method_that_is_not()
    {
        await using var host = await Host();
        var api = new OperatorClient(host);
        var document = new ApiDocument((await api.Get("/v1/openapi.json")).Text);

        // The code's own count: each path is mapped by one call.
        var code = Path.Combine(SnapPartner.SandboxFolder, "../src/Host/Api");
        var mapped = Directory.GetFiles(code, "*.cs", SearchOption.AllDirectories)
            .Sum(file => MapsAPath.Count(File.ReadAllText(file)));
        Assert.Equal(mapped, document.Operations.Count());

        foreach (var path in document.Operations.ToLookup(one => one.Split(' ')[1], one => one.Split(' ')[0]))
        {
            var reply = (await api.Send(HttpMethod.Options, Braces.Replace(path.Key, "7")))
                .IsProblem(HttpStatusCode.MethodNotAllowed);
            Assert.Equal(reply.Headers["Allow"].Split(", ").Order(), path.Order());
        }
    }

    [Fact]
    public async Task Every_path_takes_the_scope_that_is_described_and_without_it_tells_nothing()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var document = new ApiDocument((await new OperatorClient(host).Get("/v1/openapi.json")).Text);
        var others = new Dictionary<string, OperatorClient>();
        foreach (var scope in (string[])["read", "operate", "admin"])
        {
            var rest = string.Join(",", ((string[])["read", "reveal", "operate", "admin"]).Except([scope]));
            others[scope] = new(host, await OperatorClient.Key(database, rest));
        }

        foreach (var operation in document.Operations)
        {
            var (method, path) = (new HttpMethod(operation.Split(' ')[0]), operation.Split(' ')[1]);
            var without = others[document.Scope(operation)];
            var there = await without.Send(method, Braces.Replace(path, "toko-maju"));
            var nowhere = await without.Send(method, Braces.Replace(path, "nobody"));
            Assert.Equal(there.IsProblem(HttpStatusCode.Forbidden).Text, nowhere.Text);
        }

        // Whoever tries keys hears nothing else on any of them.
        var thief = new OperatorClient(host, $"periksa_abcdefghijkl_{new string('x', 43)}");
        foreach (var operation in document.Operations)
        {
            var reply = await thief.Send(
                new HttpMethod(operation.Split(' ')[0]), Braces.Replace(operation.Split(' ')[1], "toko-maju"));
            Assert.True(reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests);
            Assert.Empty(document.FindFault(operation, reply));
        }
    }

    [Fact]
    public async Task Every_kind_of_refusal_is_as_it_is_described()
    {
        await using var host = await Host();
        var walk = await ApiWalk.Begin(host);
        const string patch = "PATCH /v1/partners/{id}";
        (string, string) once = ("Idempotency-Key", "of-monday");

        await walk.Refuse(400, "GET /v1/partners", "/v1/partners?limit=0");
        await walk.Refuse(404, patch, "/v1/partners/nobody", "{}", ("If-Match", "*"));
        await walk.Refuse(409, "POST /v1/partners", "/v1/partners", """{"id":"toko-maju","name":"Again"}""");
        await walk.Refuse(412, patch, "/v1/partners/toko-maju", "{}", ("If-Match", "\"4711\""));
        await walk.Refuse(413, patch, "/v1/partners/toko-maju", new string(' ', 70_000), ("If-Match", "*"));
        await walk.Refuse(428, patch, "/v1/partners/toko-maju", "{}");
        await walk.Ask("POST /v1/partners", [], once);
        await walk.Refuse(422, "POST /v1/partners", "/v1/partners", """{"id":"other","name":"Other"}""", once);
    }

    static async Task<HostProcess> Host() =>
        await HostProcess.Start(("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));

    [GeneratedRegex(@"\bpaths\.(Get|Post|Put|Patch|Delete)\(")]
    private static partial Regex MapsAPath { get; }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Braces { get; }
}
