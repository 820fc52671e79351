using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A gateway that has another pay, which plays SingaPay.</summary>
public sealed class PayoutStories : IAsyncLifetime
{
    const string Connector = "singapay-main";
    const string Balance = "select balance from ledger_accounts where purpose = 'disbursement:' || @account";

    HostProcess _provider = null!;
    string _database = "";
    string _providers = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _providers = await TestServer.CreateDatabase();
        _provider = await HostProcess.Start(("ConnectionStrings__Periksa", _providers));
        await Count.Ask<int>(_providers, """
            update sandbox_accounts set holder_name = 'Nama Dari Penyedia'
            where bank_code = '002' and number = '1234567890000' returning 1
            """);
        await Count.Ask<long>(
            _providers, "select top_up_account(@Account, 100000000, 'statement 1')", new { SingaPay.Warung.Account });
        await Task.Delay(1000);   // hosts hear of it
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await Prove.AssertNoDifference(_database);
        await Prove.AssertNoDifference(_providers);
    }

    [Fact]
    public async Task Pays_once_and_the_money_is_counted_at_both()
    {
        await using var host = await Start();
        var (ours, theirs) = (await Left(_database), await Left(_providers, SingaPay.Warung));

        await SingaPay.At(host).Transfer("paid");
        var ended = await Ended(host, "paid");

        Assert.Equal("00", ended.Status);
        Assert.Equal(
            "Nama Dari Penyedia", ended.Data.GetProperty("bank").GetProperty("account_name").GetString());
        Assert.Equal(1, await Had("paid"));
        Assert.Equal(0, await OwnBankPaid());
        Assert.Equal(5_000_000, ours - await Left(_database) - await Fee(_database, "paid"));
        Assert.Equal(5_000_000, theirs - await Left(_providers, SingaPay.Warung) - await Fee(_providers, null));
        Assert.Equal(
            $"{Connector}:{SingaPay.Warung.Account}",
            await Count.Ask<string>(_database, "select connector from disbursements where reference = 'paid'"));
    }

    /// <summary>What the provider will not pay comes back.</summary>
    [Fact]
    public async Task Gives_back_what_the_provider_says_no_to()
    {
        await using var host = await Start();
        var before = await Left(_database);

        await SingaPay.At(host).Transfer("closed", number: "9900000008");

        Assert.Equal("06", (await Ended(host, "closed")).Status);
        Assert.Equal(before, await Left(_database));
        Assert.Equal(1, await Had("closed"));
    }

    [Fact]
    public async Task Pays_into_a_bank_without_a_route_by_the_sandbox_s_own_bank_and_says_whose_an_account_is_by_both()
    {
        await using var host = await Start([.. ProviderSettings.Routes(Connector)]);

        await SingaPay.At(host).Transfer("own", number: "0123456789", bank: "014");
        Assert.Equal("00", (await Ended(host, "own")).Status);
        Assert.Equal((1, 0), (await OwnBankPaid(), await Had("own")));

        var named = await SingaPay.At(host).Name("002", "1234567890000");
        Assert.Equal("Nama Dari Penyedia", named.Data.GetProperty("bank_account_name").GetString());
        Assert.Equal("SP014", (await SingaPay.At(host).Name("002", "404404404404")).Code);
    }

    /// <summary>It is killed when the provider has the order and has not answered yet.</summary>
    [Fact]
    public async Task Is_gone_on_with_by_another_host_and_paid_once_when_one_is_killed()
    {
        var host = await Start();
        await SingaPay.At(host).Transfer("warm");
        await Ended(host, "warm");
        await using (await Blocker.Lock(
            _providers,
            $"select from ledger_accounts where purpose = 'disbursement:{SingaPay.Warung.Account}' for update"))
        {
            await SingaPay.At(host).Transfer("killed");
            await Task.Delay(1200);
            await host.Kill();
        }

        await using var other = await Start();
        Assert.Equal("00", (await Ended(other, "killed")).Status);
        Assert.Equal((1, 0), (await Had("killed"), await OwnBankPaid()));
        await host.DisposeAsync();
    }

    /// <summary>It goes on with whom it was given to once that is configured again, though no rule names it.</summary>
    [Fact]
    public async Task Stays_pending_while_its_connector_is_not_configured_and_is_never_sent_to_another()
    {
        await using (var host = await Start())
        {
            await SingaPay.At(host).Transfer("open", number: "9900000004");   // nobody says what becomes of it
            await Eventually.Is(async () => (await SingaPay.At(host).Status("open")).Status is "03");
        }

        await using (var host = await HostProcess.Start(("ConnectionStrings__Periksa", _database)))
        {
            await AskNow();
            await Eventually.Is(() => Task.FromResult(host.Output.Contains(
                $"was given to {Connector}:{SingaPay.Warung.Account}, which is not configured here",
                StringComparison.Ordinal)));
            Assert.Equal("03", (await SingaPay.At(host).Status("open")).Status);
        }

        // Its name, but another account: to that the order is unknown.
        await using (var host = await Start(settings: ProviderSettings.SingaPay(
            Connector, _provider.Address, SingaPay.Toko)))
        {
            await AskNow();
            await Eventually.Is(() => Task.FromResult(
                host.Output.Contains("which is not configured here", StringComparison.Ordinal)));
            Assert.Equal((1, 0), (await Had("open"), await OwnBankPaid()));
        }

        await Count.Ask<int>(_providers, """
            update sandbox_payouts set settled_after = '1 s', holder_name = 'Akhirnya'
            where settled_after is null and accepted_at > now() - interval '1 hour' returning 1
            """);
        await using var again = await HostProcess.Start([
            ("ConnectionStrings__Periksa", _database),
            .. ProviderSettings.SingaPay(Connector, _provider.Address, SingaPay.Warung),
        ]);
        await Eventually.Is(async () =>
        {
            await AskNow();
            await AskNow(_providers);
            return (await SingaPay.At(again).Status("open")).Status is "00";
        });
        Assert.Equal((1, 0), (await Had("open"), await OwnBankPaid()));
    }

    [Fact]
    public async Task Is_sent_when_a_provider_that_was_not_there_is_there_again()
    {
        await using var host = await Start();
        await SingaPay.At(host).Transfer("warm");
        await Ended(host, "warm");
        await _provider.Kill();

        await SingaPay.At(host).Transfer("later");
        await Eventually.Is(async () => (await SingaPay.At(host).Status("later")).Status is "03");
        Assert.Contains("There is no connection to it", host.Output, StringComparison.Ordinal);

        await Revive();
        Assert.Equal("00", (await Ended(host, "later")).Status);
        Assert.Equal((1, 0), (await Had("later"), await OwnBankPaid()));
    }

    /// <summary>It was let in by the kernel and read by nobody: the provider says that it never had it, and a minute
    /// later that is believed.</summary>
    [Fact]
    [Trait("Category", "Soak")]
    public async Task Is_sent_again_after_a_minute_when_it_was_lost_on_its_way()
    {
        await using var host = await Start();
        await SingaPay.At(host).Transfer("warm");
        await Ended(host, "warm");
        _provider.Freeze();
        await SingaPay.At(host).Transfer("lost");
        await Eventually.Is(async () => (await SingaPay.At(host).Status("lost")).Status is "03");
        await _provider.Kill();
        await Revive();

        var patience = System.Diagnostics.Stopwatch.StartNew();
        await Task.Delay(TimeSpan.FromSeconds(45));
        Assert.Equal((0, "03"), (await Had("lost"), (await SingaPay.At(host).Status("lost")).Status));
        Assert.Equal("00", (await Ended(host, "lost")).Status);
        Assert.InRange(patience.Elapsed.TotalSeconds, 45, 150);
        Assert.Equal((1, 0), (await Had("lost"), await OwnBankPaid()));
    }

    static async Task<SingaPayReply> Ended(HostProcess host, string reference)
    {
        SingaPayReply? reply = null;
        await Eventually.Is(
            async () => (reply = await SingaPay.At(host).Status(reference)).Status is "00" or "06",
            patienceSeconds: 120);
        return reply!;
    }

    async Task Revive()
    {
        var address = _provider.Address;
        await _provider.DisposeAsync();
        _provider = await HostProcess.StartAt(address, ("ConnectionStrings__Periksa", _providers));
    }

    // As Warung at the provider, whose own account there is another's here.
    Task<HostProcess> Start(params (string, string)[] settings) => HostProcess.Start(
    [
        ("ConnectionStrings__Periksa", _database),
        .. ProviderSettings.SingaPay(Connector, _provider.Address, SingaPay.Warung),
        .. ProviderSettings.Payouts(Connector, "002"),
        .. settings,
    ]);

    static Task<long> Left(string database, SingaPay.Merchant? merchant = null) =>
        Count.Ask<long>(database, Balance, new { account = (merchant ?? SingaPay.Toko).Account });

    static Task<long> Fee(string database, string? reference) => Count.Ask<long>(
        database,
        """
        select fee from disbursements where reference = @reference or @reference::text is null
        order by posted_at desc limit 1
        """,
        new { reference });

    // How often the provider was debited for one of ours.
    async Task<int> Had(string reference)
    {
        var order = await Count.Ask<Guid>(
            _database, "select payout_order_id(@Account, @reference)", new { SingaPay.Toko.Account, reference });
        return await Count.Ask<int>(
            _providers, "select count(*) from disbursements where reference = @name", new { name = $"{order:N}" });
    }

    // The world that ships has one of its own.
    Task<int> OwnBankPaid() => Count.Ask<int>(
        _database,
        """
        select count(*) from sandbox_payouts p join disbursements d on payout_order_id(d.account, d.reference) = p.id
        where d.posted_at > now() - interval '1 hour'
        """);

    async Task AskNow(string? database = null) => await Count.Ask<int>(
        database ?? _database,
        "with due as (update open_payouts set due_at = now() - interval '2 min' returning 1) select count(*) from due");
}
