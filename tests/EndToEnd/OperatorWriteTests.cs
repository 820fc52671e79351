using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What an operator sends twice under one key is done once.</summary>
public sealed class OperatorWriteTests
{
    static readonly (string, string) Key = ("Idempotency-Key", "of-monday-1");

    [Fact]
    public async Task What_is_sent_twice_under_one_key_is_done_once_and_answered_alike()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        const string body = """{"id":"toko-once","name":"Once"}""";

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            new OperatorClient(i % 2 == 0 ? host : other).Post("/v1/partners", body, Key)));

        Assert.All(replies, reply => reply.Is(HttpStatusCode.Created));
        Assert.Single(replies.Select(reply => reply.Text).Distinct());
        var api = new OperatorClient(host);
        Assert.Single((await api.Get("/v1/audit?subject=partner:toko-once")).Data);
        (await api.Post("/v1/partners", """{"id":"toko-other","name":"Other"}""", Key))
            .IsProblem(HttpStatusCode.UnprocessableEntity);
        (await api.Post("/v1/partners", body)).IsProblem(HttpStatusCode.Conflict);

        // A key is its actor's alone.
        var keyed = new OperatorClient(host, await OperatorClient.Key(database, "operate"));
        (await keyed.Post("/v1/partners", """{"id":"toko-mine","name":"Mine"}""", Key)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_kept_nowhere_however_often_it_is_asked_for()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var api = new OperatorClient(host);
        await api.Add("toko-secret");
        const string body = """{"dialect":"sento","name":"tokosecret"}""";

        var first = (await api.Post("/v1/partners/toko-secret/credentials", body, Key)).Is(HttpStatusCode.Created);
        (await api.Post("/v1/partners/toko-secret/credentials", body, Key)).IsProblem(HttpStatusCode.Conflict);

        Assert.Equal(1, await Count.Ask<int>(
            database, "select count(*)::int from credentials where name = 'tokosecret'"));
        Assert.Equal(0, await Count.Ask<int>(
            database,
            "select count(*)::int from operator_writes where position(convert_to(@secret, 'UTF8') in body) > 0",
            new { secret = first.Json.Text("secret") }));
    }

    [Fact]
    public async Task What_was_refused_may_be_sent_again_under_its_key()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var api = new OperatorClient(host);
        const string path = "/v1/partners/toko-late/credentials";
        const string body = """{"dialect":"sento","name":"tokolate"}""";

        (await api.Post(path, body, Key)).IsProblem(HttpStatusCode.NotFound);
        await api.Add("toko-late");

        (await api.Post(path, body, Key)).Is(HttpStatusCode.Created);
    }
}
