using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A gateway whose provider, another gateway, tells by webhook how a payout has ended.</summary>
public sealed class PayoutNoticeStories : IAsyncLifetime
{
    const string Connector = "singapay-main";
    const string Silent = "9900000004";   // nobody says what becomes of it

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
        await Prove.AssertNoDifference(_providers);
    }

    /// <summary>It would be asked about in an hour.</summary>
    [Fact]
    public async Task Asks_at_once_when_it_is_told()
    {
        await using var host = await Start();
        await CallBack($"{host.Address}connectors/{Connector}/callback");
        await SingaPay.At(host).Transfer("told", number: Silent);
        await Eventually.Is(async () => (await SingaPay.At(host).Status("told")).Status is "03");
        await AskInAnHour("told");

        await Settle();

        await Eventually.Is(async () => (await SingaPay.At(host).Status("told")).Status is "00");
        await Prove.AssertNoDifference(_database);
    }

    /// <summary>The question would have been answered with yes.</summary>
    [Fact]
    public async Task Asks_nobody_when_it_is_told_by_a_stranger()
    {
        await using var host = await Start(
            ($"Periksa__Connectors__{Connector}__CallbackUrl", "https://another.example/told"));
        await CallBack($"{host.Address}connectors/{Connector}/callback");
        await SingaPay.At(host).Transfer("told", number: Silent);
        await Eventually.Is(async () => (await SingaPay.At(host).Status("told")).Status is "03");
        await AskInAnHour("told");

        await Settle();

        await Eventually.Is(() => Task.FromResult(host.Output.Contains(
            $"A callback of {Connector} is refused: It is not signed", StringComparison.Ordinal)));
        await Eventually.Is(async () => await Count.Ask<bool>(
            _providers, "select exists (select from callback_attempts where status = 401)"));
        Assert.Equal("03", (await SingaPay.At(host).Status("told")).Status);

        using var large = new ByteArrayContent(new byte[70_000]);
        var reply = await host.Client.PostAsync($"/connectors/{Connector}/callback", large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.StatusCode);
        Assert.DoesNotContain(SingaPay.Warung.Secret, host.Output, StringComparison.Ordinal);
    }

    /// <summary>An operator sees it, gives the money back, and the merchant is told.</summary>
    [Fact]
    public async Task Keeps_what_comes_back_after_it_was_paid_and_moves_nothing_until_an_operator_says_so()
    {
        await using var host = await Start();
        await CallBack($"{host.Address}connectors/{Connector}/callback");
        await SingaPay.At(host).Transfer("back");
        await Eventually.Is(async () => (await SingaPay.At(host).Status("back")).Status is "00");

        await Refund("back");

        await Eventually.Is(() => Task.FromResult(host.Output.Contains(
            "says now: the bank gave the money back", StringComparison.Ordinal)));
        Assert.Equal("00", (await SingaPay.At(host).Status("back")).Status);
        var (differs, said, _) = await Prove.Run(_database);
        Assert.Equal(1, differs);
        Assert.Contains("its bank says that it is not paid", said, StringComparison.Ordinal);

        var before = await Left();
        var (_, listed, _) = await Remark("list");
        Assert.Contains($"{SingaPay.Toko.Account} back", listed, StringComparison.Ordinal);
        var id = listed.Trim().Split(' ')[0];
        Assert.Contains(
            "\"reference\": \"back\"", await host.Client.GetStringAsync("/v1/remarks"), StringComparison.Ordinal);
        var (code, done, errors) = await Remark("refund", id);
        Assert.True(code == 0, errors);
        Assert.Contains("back.", done, StringComparison.Ordinal);

        Assert.Equal("04", (await SingaPay.At(host).Status("back")).Status);
        Assert.Equal(before + 5_000_000 + await Fee(), await Left());
        await Eventually.Is(async () => (await new Inbox(host, "toko-maju-singapay").List()).Any(
            one => one.Body.Contains("\"04\"", StringComparison.Ordinal)));
        Assert.Equal(1, (await Remark("refund", id)).ExitCode);
        Assert.Equal(1, await Count.Ask<int>(
            _database, "select count(*) from audit_entries where action = 'disbursement.refund'"));
        await Prove.AssertNoDifference(_database);
    }

    Task<(int ExitCode, string Output, string Errors)> Remark(params string[] words) =>
        HostProcess.Run("", [("ConnectionStrings__Periksa", _database)], ["remark", .. words]);

    Task<long> Left() => Count.Ask<long>(
        _database, "select balance from ledger_accounts where purpose = 'disbursement:' || @Account",
        new { SingaPay.Toko.Account });

    Task<long> Fee() => Count.Ask<long>(_database, "select fee from disbursements where reference = 'back'");

    // As the provider's bank does.
    async Task Refund(string reference)
    {
        var order = await Count.Ask<Guid>(
            _database, "select payout_order_id(@Account, @reference)", new { SingaPay.Toko.Account, reference });
        var path = $"/sandbox/accounts/{SingaPay.Warung.Account}/disbursements/{order:N}/refund";
        Assert.Equal(HttpStatusCode.OK, (await _provider.Client.PostAsync(path, null)).StatusCode);
    }

    Task<HostProcess> Start(params (string, string)[] settings) => HostProcess.Start(
    [
        ("ConnectionStrings__Periksa", _database),
        .. ProviderSettings.SingaPay(Connector, _provider.Address, SingaPay.Warung),
        .. ProviderSettings.Payouts(Connector, "002"),
        .. settings,
    ]);

    Task<int> AskInAnHour(string reference) => Count.Ask<int>(
        _database,
        """
        update open_payouts o set due_at = now() + interval '1 hour'
        from disbursements d where d.id = o.id and d.reference = @reference returning 1
        """,
        new { reference });

    // As an operator of the provider registers it for us.
    async Task CallBack(string url)
    {
        await Count.Ask<int>(
            _providers,
            """
            insert into callback_endpoints (dialect, credential, url) values ('singapay', @PartnerId, @url)
            on conflict (dialect, credential) do update set url = @url returning 1
            """,
            new { SingaPay.Warung.PartnerId, url });
        await Task.Delay(1000);
    }

    // The provider's own bank says at last that it has paid, and the provider asks it.
    async Task Settle()
    {
        await Eventually.Is(async () => await Count.Ask<int>(_providers, """
            with settled as (
                update sandbox_payouts set settled_after = '0 s', holder_name = 'Akhirnya'
                where settled_after is null and accepted_at > now() - interval '1 hour' returning 1
            )
            select count(*) from settled
            """) == 1);
        await Count.Ask<int>(_providers, """
            with due as (update open_payouts set due_at = now() - interval '1 min' returning 1) select count(*) from due
            """);
    }
}
