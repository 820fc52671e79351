using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Money that is called off before it goes, or comes back after it went.</summary>
public sealed class SingaPayReversalStories : IAsyncLifetime
{
    HostProcess _host = null!;
    string _database = "";

    SingaPay Toko => field ??= SingaPay.At(_host);

    Inbox Inbox => new(_host, "toko-maju-singapay");

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
    }

    public async ValueTask DisposeAsync()
    {
        await Prove.AssertNoDifference(_database);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task What_nobody_has_sent_can_be_called_off_and_what_was_paid_can_come_back()
    {
        await Inbox.Answer(503);
        await Toko.Transfer("paid");
        await Toko.Follow("paid");
        await Eventually.Is(async () => (await Inbox.List()).Length == 1);
        var path = $"/sandbox/accounts/{SingaPay.Toko.Account}";

        Assert.Equal(HttpStatusCode.Conflict, await Control($"{path}/disbursements/paid/cancel"));
        Assert.Equal(HttpStatusCode.OK, await Control($"{path}/disbursements/paid/refund"));
        Assert.Equal(HttpStatusCode.Conflict, await Control($"{path}/disbursements/paid/refund"));
        Assert.Equal(HttpStatusCode.NotFound, await Control($"{path}/disbursements/nothing/refund"));
        Assert.Equal("04", (await Toko.Status("paid")).Status);
        Assert.Equal(1_000_000, await Balance());

        using var topUp = await _host.Client.PostAsJsonAsync($"{path}/top-up", new { amount = "250000.00" });
        Assert.Equal(
            $$"""{"account":"{{SingaPay.Toko.Account}}","balance":"1250000.00"}""",
            await topUp.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await Control($"{path}/top-up"));

        // The success, which failed once, is told before it.
        await Inbox.Answer(200);
        await new SandboxControls(_host).Advance(TimeSpan.FromSeconds(70));
        await Eventually.Is(async () => (await Inbox.List()).Length == 3);
        Assert.Equal(["00", "00", "04"], (await Inbox.List()).Select(StatusOf));
    }

    [Fact]
    public async Task What_was_just_ordered_can_be_called_off_and_costs_nothing()
    {
        await Toko.Token();
        var reference = await CallOneOff();

        Assert.Equal("05", (await Toko.Status(reference)).Status);
        Assert.Equal(
            1_000_000 - 51_000 * await Count.Ask<int>(
                _database,
                "select count(*) from disbursements where status <> '05' and reference like 'off-%'"),
            await Balance());
        Assert.Equal(0, await Count.Ask<int>(
            _database, """
            select count(*) from sandbox_payouts p
            join disbursements d on p.id = payout_order_id(d.account, d.reference)
            where status = '05'
            """));
        await Eventually.Is(async () =>
            (await Inbox.List()).Any(one => ReferenceOf(one) == reference));
        var told = (await Inbox.List()).Single(one => ReferenceOf(one) == reference).Body;
        Assert.Contains("\"response_code\":\"SP001\"", told, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"05\"", told, StringComparison.Ordinal);
    }

    // Nobody sends anything in its first moments, which a slow machine may let pass.
    async Task<string> CallOneOff()
    {
        for (var i = 0; i < 10; i++)
        {
            var reference = $"off-{i}";
            Assert.Equal("SP000", (await Toko.Transfer(reference)).Code);
            var path = $"/sandbox/accounts/{SingaPay.Toko.Account}/disbursements/{reference}/cancel";
            if (await Control(path) is HttpStatusCode.OK)
                return reference;
        }

        throw new Xunit.Sdk.XunitException("No transfer could be called off.");
    }

    async Task<HttpStatusCode> Control(string path) =>
        (await _host.Client.PostAsync(path, content: null)).StatusCode;

    Task<decimal> Balance() => Count.Ask<decimal>(
        _database,
        "select balance / 100.0 from ledger_accounts where purpose = 'disbursement:' || @Account",
        SingaPay.Toko);

    static string StatusOf(Callback callback)
    {
        using var json = JsonDocument.Parse(callback.Body);
        return json.RootElement.GetProperty("data").GetProperty("transaction_status").GetProperty("code").GetString()!;
    }

    static string ReferenceOf(Callback callback)
    {
        using var json = JsonDocument.Parse(callback.Body);
        return json.RootElement.GetProperty("data").GetProperty("reference_number").GetString()!;
    }
}
