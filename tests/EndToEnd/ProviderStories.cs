using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A gateway that asks another gateway, which plays the provider.</summary>
public sealed class ProviderStories : IAsyncLifetime
{
    const string Holder = "Nama Dari Penyedia";

    HostProcess _provider = null!;
    string _database = "";
    string _providers = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _providers = await TestServer.CreateDatabase();
        _provider = await HostProcess.Start(("ConnectionStrings__Periksa", _providers));
        await Count.Ask<int>(_providers, """
            update sandbox_accounts set holder_name =
                'Nama Dari Penyedia' where bank_code = '014' and number = '0123456789'
            returning 1
            """);
        await Task.Delay(1000);   // hosts hear of it
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    public static TheoryData<string> Kinds => [.. ProviderSettings.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Is_answered_in_each_dialect_by_a_provider_of_each_kind(string kind)
    {
        await using var host = await Start(ProviderSettings.At(_provider, kind));

        var sento = await Sento.Toko(host).Inquire("0123456789", "014");
        Assert.Equal(("000", Holder), (sento.Code, sento.Text("account_name")));
        foreach (var dialect in new[] { SnapDialect.IFortepay, SnapDialect.Paydia, SnapDialect.Standard })
        {
            var reply = await Snap.Toko(host, dialect).Inquire("0123456789");
            Assert.EndsWith("00", reply.Code, StringComparison.Ordinal);
            Assert.Equal(Holder, reply.Text("beneficiaryAccountName"));
        }

        // What the provider does not know nobody knows, also where our own sandbox does.
        await Count.Ask<int>(_providers, "delete from sandbox_accounts where number = '1239812390' returning 1");
        await Task.Delay(1000);
        Assert.Equal("4041611", (await Snap.Toko(host, SnapDialect.Standard).Inquire("1239812390")).Code);
    }

    /// <summary>Its callback closes what it was asked about, and our own caller is called back in turn.</summary>
    [Fact]
    public async Task Hears_later_by_callback_and_tells_its_caller_in_turn()
    {
        await using var host = await Start(ProviderSettings.At(_provider, "ifortepay"));
        await CallBack(host);

        var asked = await Snap.Toko(host, SnapDialect.IFortepay).Inquire("9900000001");
        Assert.Equal(("2021600", "PENDING"), (asked.Code, asked.Status));

        var told = Assert.Single(await new Inbox(host, "toko-maju").WaitFor(asked.Reference!));
        Assert.Contains("Lambat Tapi Ada", told.Body, StringComparison.Ordinal);
        Assert.Equal(0, await Count.Ask<int>(_database, "select count(*) from open_inquiries"));
        Assert.Equal(1, await AskedAbout("9900000001"));
    }

    /// <summary>The answer comes to another host than the one that asked, and nobody is asked or paid twice.</summary>
    [Fact]
    public async Task Hears_on_another_host_what_a_killed_one_has_asked()
    {
        var host = await Start(ProviderSettings.At(_provider, "ifortepay"));
        await using var other = await Start(ProviderSettings.At(_provider, "ifortepay"));
        await CallBack(other);

        var asked = await Snap.Toko(host, SnapDialect.IFortepay).Inquire("9900000002");
        Assert.Equal("PENDING", asked.Status);
        await host.Kill();

        var told = Assert.Single(await new Inbox(other, "toko-maju").WaitFor(asked.Reference!));
        Assert.Contains("INVALID", told.Body, StringComparison.Ordinal);
        Assert.Equal(1, await AskedAbout("9900000002"));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Asks_the_next_where_the_first_cannot_be_reached_and_nobody_else_where_it_says_no()
    {
        var nobody = new Uri("http://127.0.0.1:9");
        await using var host = await Start(
        [
            .. ProviderSettings.Connector("away", nobody, "sento"),
            .. ProviderSettings.Connector("there", _provider.Address, "standard"),
            .. ProviderSettings.Routes("away", "there"),
        ]);

        Assert.Equal(Holder, (await Sento.Toko(host).Inquire("0123456789", "014")).Text("account_name"));
        Assert.Contains("away took no question (Unreachable)", host.Output, StringComparison.Ordinal);

        await using var reversed = await Start(
        [
            .. ProviderSettings.Connector("away", nobody, "sento"),
            .. ProviderSettings.Connector("there", _provider.Address, "standard"),
            .. ProviderSettings.Routes("there", "away"),
        ]);
        Assert.Equal("4041611", (await Snap.Toko(reversed, SnapDialect.Standard).Inquire("404404")).Code);
        Assert.DoesNotContain("took no question", reversed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_no_secret_of_a_connector_and_shares_one_token_between_hosts()
    {
        await using var one = await Start(ProviderSettings.At(_provider, "standard"));
        await using var two = await Start(ProviderSettings.At(_provider, "standard"));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Sento.Toko(i % 2 == 0 ? one : two).Inquire("0123456789", "014")));

        Assert.Equal(1, await Count.Ask<int>(_database, "select count(*) from provider_tokens"));
        Assert.All(new[] { one, two }, host => Assert.DoesNotContain(
            "snap-sandbox-secret-tokomaju", host.Output, StringComparison.Ordinal));
    }

    Task<HostProcess> Start((string, string)[] settings) =>
        HostProcess.Start([("ConnectionStrings__Periksa", _database), .. settings]);

    // As an operator of the provider registers it for us.
    async Task CallBack(HostProcess host)
    {
        await Count.Ask<int>(
            _providers,
            """
            update callback_endpoints set url =
                @url where dialect = 'ifortepay' and credential = 'MCPD00000012' returning 1
            """,
            new { url = $"{host.Address}connectors/{ProviderSettings.Route}/callback" });
        await Task.Delay(1000);
    }

    Task<int> AskedAbout(string account) => Count.Ask<int>(
        _providers, "select count(*) from inquiries where account_number = @account", new { account });
}
