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
        Assert.Equal(401, await Count.Ask<int>(_providers, "select status from callback_attempts limit 1"));
        Assert.Equal("03", (await SingaPay.At(host).Status("told")).Status);

        using var large = new ByteArrayContent(new byte[70_000]);
        var reply = await host.Client.PostAsync($"/connectors/{Connector}/callback", large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.StatusCode);
        Assert.DoesNotContain(SingaPay.Warung.Secret, host.Output, StringComparison.Ordinal);
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
