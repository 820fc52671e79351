using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What operators look after of partners' own doors without SQL.</summary>
public sealed class OperatorPartnerStories : IAsyncLifetime
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
    public async Task What_a_signing_key_has_signed_opens_nothing_within_a_second_of_an_operators_word()
    {
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
        var toko = Snap.Toko(_host, SnapDialect.IFortepay);
        Assert.Equal("200", (await toko.Inquire()).Code[..3]);
        Assert.Equal("200", (await toko.At(other).Inquire()).Code[..3]);

        var key = Assert.Single((await _api.Get("/v1/tokenkeys")).Is(HttpStatusCode.OK).Data).Text("id");
        var ended = await Verb.Do(_database, "tokenkey", "end", key, "--reason", "was in a backup");
        Assert.Equal(key, ended.Text("id"));

        foreach (var host in new[] { _host, other })
        {
            await Eventually.Is(async () => (await toko.At(host).Inquire()).Code == "4011601");
            Assert.Equal("200", (await Snap.Toko(host, SnapDialect.IFortepay).Inquire()).Code[..3]);
        }

        var next = Assert.Single((await _api.Get("/v1/tokenkeys")).Data).Text("id");
        Assert.NotEqual(key, next);
        (await _api.Post($"/v1/tokenkeys/{next}/end", "{}")).IsProblem(HttpStatusCode.BadRequest);
        (await new OperatorClient(_host, await OperatorClient.Key(_database, "read,operate")).Get("/v1/tokenkeys"))
            .IsProblem(HttpStatusCode.Forbidden);
        Assert.Equal(
            "tokenkey.end", Assert.Single((await _api.Get($"/v1/audit?subject=tokenkey:{key}")).Data).Text("action"));
    }

    [Fact]
    public async Task What_was_lax_and_what_was_refused_is_seen_before_a_partner_is_made_strict()
    {
        var toko = Snap.Toko(_host, SnapDialect.Paydia);
        var request = await toko.Prepare(new());
        await toko.Send(request.With(
            "X-SIGNATURE", Convert.ToHexStringLower(Convert.FromBase64String(request["X-SIGNATURE"]))));
        await toko.Send((await toko.Prepare(new())).With("X-SIGNATURE", Convert.ToBase64String(new byte[64])));

        await Eventually.Is(async () => (await _api.Get("/v1/laxities?partner=toko-maju")).Data.Length > 0);
        await Eventually.Is(async () => (await _api.Get("/v1/refused-signatures?partner=toko-maju")).Data.Length > 0);
        Assert.Contains(
            (await Verb.Do(_database, "partner", "laxities", "toko-maju")).GetProperty("data").EnumerateArray(),
            one => one.Text("what") == "hex signature" && one.Text("dialect") == "paydia");
        var refused = Assert.Single((await Verb.Do(_database, "partner", "refused-signatures", "toko-maju"))
            .GetProperty("data").EnumerateArray());
        Assert.Equal("paydia", refused.Text("dialect"));
        Assert.Empty((await _api.Get("/v1/refused-signatures?dialect=ifortepay")).Is(HttpStatusCode.OK).Data);
        Assert.Empty((await _api.Get("/v1/laxities?partner=warung-jaya")).Data);
    }

    [Fact]
    public async Task What_was_agreed_on_with_a_bank_is_changed_by_its_version_and_shown()
    {
        const string path = "/v1/credentials/snap/SNAPBANKSAND";
        var etag = (await _api.Get(path)).ETag!;
        const string change = """{"va_refusal":"bare","va_expired":"4032400","va_repeat":"replay"}""";

        var changed = await _api.Send(HttpMethod.Patch, path, change, ("If-Match", etag));
        changed.Is(HttpStatusCode.OK);
        (await _api.Send(HttpMethod.Patch, path, change, ("If-Match", etag)))
            .IsProblem(HttpStatusCode.PreconditionFailed);
        (await _api.Send(HttpMethod.Patch, path, """{"va_repeat":"perhaps"}""", ("If-Match", "*")))
            .IsProblem(HttpStatusCode.BadRequest);

        var (_, shown, _) = await Verb.Run(_database, "credential", "show", "snap", "SNAPBANKSAND");
        Assert.Contains("4032400", shown, StringComparison.Ordinal);
        Assert.Equal("4032400", changed.Json.Text("va_expired"));
    }

    [Fact]
    public async Task A_partner_that_has_missed_too_often_is_forgiven_once_under_one_key()
    {
        await Count.Ask<int>(_database, """
            with b as (update partners set miss_budget = 5 where id = 'toko-maju')
            insert into miss_budgets (partner, left_now, admitted, learned_at)
            values ('toko-maju', -4.5, 0, clock_timestamp()) returning 1
            """);
        var toko = Sento.Toko(_host);
        await Eventually.Is(async () => (await toko.Inquire()).Code == "429");

        var key = ("Idempotency-Key", "ticket-4711");
        var done = (await _api.Post("/v1/partners/toko-maju/forgive", """{"reason":"an old list"}""", key))
            .Is(HttpStatusCode.OK);
        Assert.Equal(-5, done.Json.GetProperty("left").GetInt32());
        Assert.Equal(done.Text, (await _api.Post(
            "/v1/partners/toko-maju/forgive", """{"reason":"an old list"}""", key)).Text);

        await Eventually.Is(async () => (await toko.Inquire()).Code == "000");
        Assert.Single((await _api.Get("/v1/audit?subject=partner:toko-maju")).Data);
        (await _api.Post("/v1/partners/nobody/forgive")).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Callbacks_that_wait_for_each_other_are_shown_as_queues()
    {
        var bill = Guid.NewGuid();
        await Count.Ask<int>(
            _database,
            """
            with m as (
                insert into callback_messages (dialect, credential, subject, ordering_key, body, created_at, due_at)
                select 'ipg-biller', 'nobody', @bill, @bill, '', now(),
                       case i when 1 then now() + interval '1 hour' else 'infinity' end
                from generate_series(1, 3) i returning 1
            )
            select count(*)::int from m
            """,
            new { bill });

        var queue = Assert.Single((await _api.Get("/v1/callbacks/queues?limit=1")).Is(HttpStatusCode.OK).Data);
        Assert.Equal((bill, 3), (queue.GetProperty("key").GetGuid(), queue.GetProperty("count").GetInt32()));
        Assert.Equal(0, (await Verb.Run(_database, "callback", "queues")).Code);
        (await _api.Get("/v1/callbacks/queues?limit=0")).IsProblem(HttpStatusCode.BadRequest);
    }
}
