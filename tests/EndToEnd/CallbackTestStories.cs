using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Whether a partner's server takes callbacks is found out before there is one.</summary>
public sealed class CallbackTestStories : IAsyncLifetime
{
    static readonly SnapPartner Snap = SnapPartner.Toko(SnapDialect.Standard);
    static readonly SnapPartner IFortepay = SnapPartner.Toko(SnapDialect.IFortepay);

    HostProcess _host = null!;
    Receiver _partner = null!;
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
        _partner = await Receiver.Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Prove.AssertNoDifference(_database);
        await _partner.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Each_dialect_posts_one_that_is_signed_like_any_other_and_says_that_it_is_a_test()
    {
        _partner.Says = "thank you";
        (string Dialect, string Name, Action<Callback> AssertSigned)[] all =
        [
            ("ifortepay", IFortepay.ClientId, told => told.AssertSigned(IFortepay, _partner.Url)),
            ("singapay", SingaPay.Toko.PartnerId, SingaPayCallbackStories.AssertSigned),
            ("snap", Snap.ClientId, AssertSignedBySnap),
            ("ipg-biller", "toko-maju", AssertSignedByIpg),
        ];

        foreach (var (dialect, name, assertSigned) in all)
        {
            var tested = await Verb.Do(_database, "callback", "test", dialect, name, "--url", _partner.Url);

            Assert.Equal((200, "thank you"), (tested.GetProperty("status").GetInt32(), tested.Text("answer")));
            Assert.True(tested.GetProperty("is_delivered").GetBoolean());
            Assert.True(_partner.Received.TryDequeue(out var told));
            Assert.Empty(_partner.Received);
            assertSigned(told);
            Assert.Contains(tested.Text("reference"), told.Body, StringComparison.Ordinal);
            Assert.StartsWith("PERIKSA-TEST-", tested.Text("reference"), StringComparison.Ordinal);
            Assert.DoesNotContain("\"SUCCESS\"", told.Body, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(0, await Count.Ask<int>(
            _database, "select (select count(*) from callbacks) + (select count(*) from inquiries)"));
        Assert.Equal(4, await Count.Ask<int>(
            _database, "select count(*) from audit_entries where action = 'callback.test'"));
    }

    static void AssertSignedBySnap(Callback told)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told.Body)));
        var text = $"POST:{told.Path}:{digest}:{told.Header("X-TIMESTAMP")}";
        var signature = HMACSHA512.HashData(Encoding.UTF8.GetBytes(Snap.Secret), Encoding.UTF8.GetBytes(text));
        Assert.Equal(Convert.ToBase64String(signature), told.Header("X-SIGNATURE"));
    }

    static void AssertSignedByIpg(Callback told) => Assert.Equal(
        Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(Ipg.BillerKey), Encoding.UTF8.GetBytes(told.Body))),
        told.Header("Signature"));

    [Fact]
    public async Task Over_HTTP_it_goes_where_the_credential_is_called_back_once_for_each_key()
    {
        await _partner.Register(_database, IFortepay);
        var api = new OperatorClient(_host);
        var path = $"/v1/credentials/ifortepay/{IFortepay.ClientId}/callback/test";
        await Eventually.Is(async () =>
            (await api.Post(path)).Is(HttpStatusCode.OK).Json.Text("url") == _partner.Url);
        _partner.Received.Clear();

        var once = await api.Post(path, "{}", ("Idempotency-Key", "a-test"));
        var again = await api.Post(path, "{}", ("Idempotency-Key", "a-test"));

        Assert.Equal(once.Is(HttpStatusCode.OK).Text, again.Is(HttpStatusCode.OK).Text);
        Assert.Single(_partner.Received).AssertSigned(IFortepay, _partner.Url);
        var entry = (await api.Get($"/v1/audit?subject=credential:ifortepay/{IFortepay.ClientId}")).Data[0];
        Assert.Equal(("callback.test", "sandbox"), (entry.Text("action"), entry.Text("actor")));
    }

    [Theory]
    [InlineData(302, "redirect")]
    [InlineData(401, "secret")]
    [InlineData(404, "path")]
    [InlineData(201, "answer 200")]
    [InlineData(500, "answer 200")]
    public async Task What_the_receiver_does_not_take_ends_with_what_to_mend(int status, string advice)
    {
        _partner.Answer = (status, 0);
        _partner.Says = "\u001b[31mno";

        var (code, output, errors) = await Verb.Run(
            _database, "callback", "test", "ifortepay", IFortepay.ClientId, "--url", _partner.Url);

        Assert.Equal(1, code);
        Assert.Contains($"{status}", output, StringComparison.Ordinal);
        Assert.Contains("[31mno", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
        Assert.Contains(advice, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_cannot_go_is_said_and_so_is_who_is_called_back_nowhere()
    {
        var dead = $"http://127.0.0.1:{Ports.Free()}/";
        foreach (var (words, said) in new (string[], string)[]
        {
            (["ifortepay", IFortepay.ClientId, "--url", dead], "firewall"),
            (["ifortepay", IFortepay.ClientId, "--url", "ftp://partner.example/"], "no http or https URL"),
            (["ifortepay", SnapPartner.Warung(SnapDialect.IFortepay).ClientId], "periksa callback set"),
            (["ifortepay", "nobody"], "credential list"),
            (["sento", "tokomaju"], "calls nobody back"),
        })
        {
            var (code, _, errors) = await Verb.Run(_database, ["callback", "test", .. words]);
            Assert.Equal(1, code);
            Assert.Contains(said, errors, StringComparison.Ordinal);
        }

        Assert.Empty(_partner.Received);
    }

    [Fact]
    public async Task In_production_it_goes_to_no_address_that_the_courier_would_not_go_to()
    {
        var database = await TestServer.CreateDatabase();
        (string, string)[] production = [("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production")];
        await using var host = await HostProcess.Start(production);
        await Do("partner", "add", "toko", "--name", "Toko");
        var issued = await Do("credential", "issue", "toko", "ifortepay");
        string[] test =
        [
            "callback", "test", "ifortepay", issued.GetProperty("credential").Text("name"), "--url", _partner.Url,
        ];

        var (code, _, errors) = await HostProcess.Run("", production, test);
        var permitted = await HostProcess.Run(
            "", [.. production, ("Periksa__Callbacks__Permitted__0", "127.0.0.0/8")], test);

        Assert.Equal(1, code);
        Assert.Contains("Periksa__Callbacks__Permitted__0", errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), (permitted.ExitCode, permitted.Errors));
        Assert.Single(_partner.Received);

        async Task<JsonElement> Do(params string[] words)
        {
            var (done, output, complaint) = await HostProcess.Run("", production, [.. words, "--json"]);
            Assert.Equal((0, ""), (done, complaint));
            return JsonElement.Parse(output);
        }
    }
}
