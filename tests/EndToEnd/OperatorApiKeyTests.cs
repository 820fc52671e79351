using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Who may use the operators' API, and for what.</summary>
public sealed class OperatorApiKeyTests
{
    [Fact]
    public async Task In_production_a_key_opens_what_its_scopes_say_and_nothing_tells_more()
    {
        var database = await TestServer.CreateDatabase();
        (string, string)[] settings = [("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production")];
        await using var host = await HostProcess.Start(settings);
        await using var other = await HostProcess.Start(settings);
        var reads = await OperatorClient.Key(database, "read", isProduction: true);
        var reader = new OperatorClient(host, reads);
        var writer = new OperatorClient(host, await OperatorClient.Key(database, "operate", isProduction: true));
        var admin = new OperatorClient(host, await OperatorClient.Key(database, "admin", isProduction: true));

        (await new OperatorClient(host).Get("/v1/partners")).IsProblem(HttpStatusCode.Unauthorized);
        (await new OperatorClient(host).Get("/v1/nothing")).IsProblem(HttpStatusCode.Unauthorized);
        (await reader.Get("/v1/partners")).Is(HttpStatusCode.OK);
        await writer.Add("toko-key");
        (await writer.Get("/v1/partners/toko-key")).IsProblem(HttpStatusCode.Forbidden);
        (await admin.Get("/v1/apikeys")).Is(HttpStatusCode.OK);
        (await reader.Get("/v1/apikeys")).IsProblem(HttpStatusCode.Forbidden);

        // The same words about what there is and what there is not.
        var (there, not) = (
            await reader.Send(HttpMethod.Patch, "/v1/partners/toko-key", "{}", ("If-Match", "*")),
            await reader.Send(HttpMethod.Patch, "/v1/partners/nobody", "{}", ("If-Match", "*")));
        Assert.Equal(there.IsProblem(HttpStatusCode.Forbidden).Text, not.Text);

        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/v1/partners")).StatusCode);
        var audit = await reader.Get("/v1/audit?subject=partner:toko-key");
        Assert.StartsWith("key:", audit.Data[0].Text("actor"), StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", audit.Data[0].Text("source"));

        var listed = await admin.Get("/v1/apikeys");
        Assert.DoesNotContain(reads, listed.Text + audit.Text + host.Output, StringComparison.Ordinal);
        var id = reads.Split('_')[1];
        Assert.Contains(listed.Data, key => key.Text("id") == id && key.Text("last_used_at") is { Length: > 0 });

        Assert.Equal(HttpStatusCode.OK, (await new OperatorClient(other, reads).Get("/v1/partners")).Status);
        (await admin.Post($"/v1/apikeys/{id}/revoke")).Is(HttpStatusCode.OK);
        (await new OperatorClient(other, reads).Get("/v1/partners")).IsProblem(HttpStatusCode.Unauthorized);
        (await reader.Get("/v1/partners")).IsProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_that_has_expired_opens_nothing()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var holder = new OperatorClient(host, await OperatorClient.Key(database, "read"));
        (await holder.Get("/v1/partners")).Is(HttpStatusCode.OK);

        await Count.Ask<int>(
            database, "with old as (update api_keys set expires_at = clock_timestamp() returning 1) select 1 from old");

        (await holder.Get("/v1/partners")).IsProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Whoever_tries_keys_is_made_to_wait()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var thief = new OperatorClient(host, $"periksa_abcdefghijkl_{new string('x', 43)}");

        for (var i = 0; i < 10; i++)
            (await thief.Get("/v1/partners")).IsProblem(HttpStatusCode.Unauthorized);

        (await thief.Get("/v1/partners")).IsProblem(HttpStatusCode.TooManyRequests);
        Assert.DoesNotContain("abcdefghijkl", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sandbox_serves_its_own_machine_and_strangers_who_have_a_key()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", database), ("Periksa__Sandbox__AnyAddress", "true"));
        var api = new OperatorClient(host);
        var holder = new OperatorClient(host, await OperatorClient.Key(database, "read"));
        var thief = new OperatorClient(host, $"periksa_abcdefghijkl_{new string('x', 43)}");

        (await api.Get("/v1/partners")).Is(HttpStatusCode.OK);
        foreach (var header in new[]
        {
            ("Host", "evil.example"), ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=127.0.0.1"),
            ("X-Real-IP", "127.0.0.1"), ("Sec-Fetch-Site", "cross-site"),
        })
        {
            var hidden = await api.Get("/v1/partners", header);
            Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
            Assert.Equal((hidden.Status, hidden.Text), await Answered(thief.Get("/v1/partners", header)));
            Assert.Equal((hidden.Status, hidden.Text), await Answered(holder.Get("/metrics", header)));

            (await holder.Get("/v1/partners", header)).Is(HttpStatusCode.OK);
            (await holder.Get("/v1/nothing", header)).IsProblem(HttpStatusCode.NotFound);
            (await holder.Post("/v1/partners", """{"id":"x"}""", header)).IsProblem(HttpStatusCode.Forbidden);
        }

        // Whoever guesses is not told from whoever says nothing, and is not looked up any more.
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.NotFound, (await thief.Get("/v1/partners", ("X-Forwarded-For", "::1"))).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await holder.Get("/v1/partners", ("X-Forwarded-For", "::1"))).Status);

        static async Task<(HttpStatusCode, string)> Answered(Task<ApiReply> reply) =>
            ((await reply).Status, (await reply).Text);
    }
}
