using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Payouts that another gateway pays, started by each dialect that can send money, to the callback at the
/// merchant.</summary>
public sealed class PayoutDialectStories : IAsyncLifetime
{
    const string Connector = "singapay-main";

    HostProcess _provider = null!;
    string _database = "";
    string _providers = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _providers = await TestServer.CreateDatabase();
        _provider = await HostProcess.Start(("ConnectionStrings__Periksa", _providers));
        await Count.Ask<long>(
            _providers, "select top_up_account(@Account, 100000000, 'statement 1')", new { SingaPay.Warung.Account });
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await Prove.AssertNoDifference(_database);
        await Prove.AssertNoDifference(_providers);
    }

    [Fact]
    public async Task Begin_with_SingaPay_and_end_with_its_webhook()
    {
        await using var host = await Start();
        await SingaPay.At(host).Transfer("one", number: "0123456789", bank: "014");

        var told = await Told(host, "toko-maju-singapay", "\"reference_number\":\"one\"");

        Assert.Contains("\"code\":\"00\",\"desc\":\"Success\"", told.Body, StringComparison.Ordinal);
        Assert.Equal("00", (await SingaPay.At(host).Status("one")).Status);
        Assert.Equal((1, 1), (await Had(SingaPay.Toko.Account, "one"), await Paid()));
    }

    /// <summary>It promises keys, waits for the end, and is told it as well.</summary>
    [Fact]
    public async Task Begin_with_the_standard_and_end_with_its_notification()
    {
        await using var host = await Start();
        var toko = SnapMoney.Toko(host);

        var sent = await toko.Transfer("two", amount: "50000.00");

        Assert.Contains(sent.Code, new[] { "2001800", "2021800" });   // as quick as its provider is
        await toko.Reaches("two", "00");
        var inbox = new Inbox(host, "toko-maju-snap");
        toko.AssertTold(Assert.Single(await SnapMoney.Told(inbox, "two")), inbox, await toko.Status("two"));
        Assert.Equal((1, 1), (await Had(SnapMoney.TokosAccount, "two"), await Paid()));
        Assert.Equal("4091801", (await toko.Transfer("two", amount: "50000.00")).Code);
        Assert.Equal(1, await Paid());
    }

    /// <summary>It has taken the order and has not sent it on.</summary>
    [Fact]
    public async Task Are_paid_once_when_the_provider_is_killed_between_taking_and_sending()
    {
        await using var host = await Start();
        await SingaPay.At(host).Transfer("warm", number: "0123456789", bank: "014");
        await Told(host, "toko-maju-singapay", "\"reference_number\":\"warm\"");

        await Count.Ask<int>(_providers, """
            create function wait() returns trigger language plpgsql as
                $$ begin new.due_at = now() + interval '1 hour'; return new; end $$;
            create trigger wait before insert on open_payouts for each row execute function wait();
            select 1
            """);

        await SingaPay.At(host).Transfer("killed", number: "0123456789", bank: "014");
        await Eventually.Is(async () => await Had(SingaPay.Toko.Account, "killed") == 1);
        await _provider.Kill();
        Assert.NotEqual("00", (await SingaPay.At(host).Status("killed")).Status);
        await Count.Ask<int>(_providers, """
            drop trigger wait on open_payouts;
            with due as (update open_payouts set due_at = now() where due_at > now() returning 1)
            select count(*) from due
            """);
        await Revive();

        await Told(host, "toko-maju-singapay", "\"reference_number\":\"killed\"");
        Assert.Equal((1, 2), (await Had(SingaPay.Toko.Account, "killed"), await Paid()));
        Assert.Equal(0, await Count.Ask<int>(_providers, "select count(*) from sandbox_payouts where times_sent > 1"));
    }

    static async Task<Callback> Told(HostProcess host, string inbox, string named)
    {
        Callback? told = null;
        await Eventually.Is(
            async () => (told = (await new Inbox(host, inbox).List()).FirstOrDefault(
                one => one.Body.Contains(named, StringComparison.Ordinal))) is not null,
            patienceSeconds: 90);
        return told!;
    }

    async Task Revive()
    {
        var address = _provider.Address;
        await _provider.DisposeAsync();
        _provider = await HostProcess.StartAt(address, ("ConnectionStrings__Periksa", _providers));
    }

    Task<HostProcess> Start() => HostProcess.Start(
    [
        ("ConnectionStrings__Periksa", _database),
        .. ProviderSettings.SingaPay(Connector, _provider.Address, SingaPay.Warung),
        .. ProviderSettings.Payouts(Connector, "014"),
    ]);

    // How often the provider was debited for one of ours.
    async Task<int> Had(string account, string reference)
    {
        var order = await Count.Ask<Guid>(
            _database, "select payout_order_id(@account, @reference)", new { account, reference });
        return await Count.Ask<int>(
            _providers, "select count(*) from disbursements where reference = @name", new { name = $"{order:N}" });
    }

    // What the provider's own bank has paid; the world that ships has paid before.
    Task<int> Paid() => Count.Ask<int>(
        _providers, "select count(*) from sandbox_payouts where accepted_at > now() - interval '1 hour'");
}
