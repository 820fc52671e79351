using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Answers that are late: whichever host goes on with the question, it was asked, and is paid for,
/// once.</summary>
public sealed class LateStories : IAsyncLifetime
{
    const string Holder = "Nama Yang Terlambat";

    IlumaProvider _provider = null!;
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _provider = await IlumaProvider.Open();
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task Another_host_asks_for_the_answer_of_what_a_killed_one_has_asked()
    {
        var host = await Start(Late("Poll", "00:00:01"));
        await using var other = await Start(Late("Poll", "00:00:01"));

        var asked = await Snap.Toko(host, SnapDialect.IFortepay).Inquire("5465327020");
        Assert.Equal(("PENDING", ""), (asked.Status, asked.Text("beneficiaryAccountName")));
        Assert.Equal("bav-1", await Count.Ask<string>(_database, "select provider_id from open_inquiries"));
        await IsPutBack();
        await host.Kill();
        _provider.Knows = Holder;

        await IsTold(other, asked, Holder);
        Assert.NotEmpty(_provider.Asked);
        await IsAskedOnce(asked);
        await host.DisposeAsync();
    }

    /// <summary>Nobody knows the provider's id, so nobody asks: it may not take a reference for the same one.</summary>
    [Fact]
    public async Task Another_host_waits_for_the_callback_where_a_host_was_killed_before_it_kept_the_id()
    {
        _provider.Hangs = true;
        var host = await Start(Late("Create", "00:00:01"));
        await using var other = await Start(Late("Create", "00:00:01"));

        var asking = Snap.Toko(host, SnapDialect.IFortepay).Inquire("5465327020");
        await _provider.IsAsked();
        await host.Kill();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => asking);
        await Count.Ask<int>(
            _database, "update open_inquiries set leased_until = clock_timestamp() returning 1");
        await Task.Delay(2000);   // another host has it
        Assert.Equal((1, 0), (_provider.Taken.Count, _provider.Asked.Count));

        _provider.Knows = Holder;
        Assert.Equal(401, await _provider.CallBack(other, "another-token"));
        Assert.Equal(503, await _provider.CallBack(other, namesReference: false));   // nobody knows that id yet
        Assert.Equal(1, await Count.Ask<int>(_database, "select count(*) from open_inquiries"));

        Assert.Equal(200, await _provider.CallBack(other));
        Assert.Equal(200, await _provider.CallBack(other));
        Assert.Equal(("found", Holder), await Count.Ask<(string, string)>(
            _database, "select outcome, holder_name from inquiries"));
        Assert.Equal(1, await Count.Ask<int>(_database, "select count(*) from callbacks"));
        Assert.Single(_provider.Taken);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_callback_that_names_the_provider_s_id_alone_finds_the_inquiry()
    {
        await using var host = await Start(Late("Create"));
        await using var other = await Start(Late("Create"));

        var asked = await Snap.Toko(host, SnapDialect.IFortepay).Inquire("5465327020");
        _provider.Knows = Holder;
        Assert.Equal(200, await _provider.CallBack(other, namesReference: false));

        await IsTold(host, asked, Holder);
        Assert.Empty(_provider.Asked);   // without a schedule nobody asks
        await IsAskedOnce(asked);
    }

    [Fact]
    public async Task The_schedule_goes_on_at_another_host_until_the_route_gives_up()
    {
        var late = Late("Poll", "00:00:01", "00:00:03");
        var host = await Start([.. late, Setting("Late__GiveUp", "00:00:12")]);
        await using var other = await Start([.. late, Setting("Late__GiveUp", "00:00:12")]);

        var asked = await Snap.Toko(host, SnapDialect.IFortepay).Inquire("5465327020");
        await Eventually.Is(() => Task.FromResult(!_provider.Asked.IsEmpty));
        await IsPutBack();
        await host.Kill();

        await IsTold(other, asked, "FAILED");
        var moments = _provider.Asked.ToArray();
        Assert.InRange(moments.Length, 2, 5);
        Assert.All(moments.Zip(moments.Skip(1)), pair =>
            Assert.InRange(pair.Second - pair.First, TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(25)));
        await IsAskedOnce(asked);
        await Task.Delay(4000);
        Assert.Equal(moments.Length, _provider.Asked.Count);   // nobody asks any more
        await host.DisposeAsync();
    }

    /// <summary>Its caller has no word for later, and nobody goes on with it.</summary>
    [Fact]
    public async Task Who_is_not_called_back_hears_what_comes_while_it_waits()
    {
        await using var host = await Start(Late("Poll", "00:00:00.2"));

        var answer = Sento.Toko(host).Inquire("5465327020", "014");
        await Eventually.Is(() => Task.FromResult(_provider.Asked.Count >= 2));
        _provider.Knows = Holder;

        Assert.Equal(("000", Holder), ((await answer).Code, (await answer).Text("account_name")));
        Assert.Single(_provider.Taken);
    }

    [Fact]
    public async Task A_virtual_account_of_another_gateway_is_found_there_with_what_is_owed()
    {
        await using var gateway = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        Assert.Equal("SUCCESS", (await Ipg.At(gateway).Make("8673015550000001", "close", 75_000)).Rc);
        await using var host = await Start(
        [
            .. ProviderSettings.Connector("bills", gateway.Address, "ipg"), .. ProviderSettings.Routes("bills"),
        ]);
        var toko = Snap.Toko(host, SnapDialect.IFortepay);

        var found = await toko.Inquire(new SnapQuestion { Account = "8673015550000001", IsVirtual = "Y" });
        Assert.Equal(
            ("SUCCESS", "Uji Coba", "75000.00"),
            (found.Status, found.Text("beneficiaryAccountName"), found.Text("additionalInfo.amountVirtualAccount")));
        Assert.Equal((true, 7_500_000L), await Count.Ask<(bool, long)>(
            _database, "select is_virtual, owed from inquiries where outcome = 'found'"));

        var absent = await toko.Inquire(new SnapQuestion { Account = "8673015550000002", IsVirtual = "Y" });
        Assert.Equal(
            ("SUCCESS", "INVALID"), (absent.Status, absent.Text("additionalInfo.beneficiaryAccountStatus")));

        // Our own bills, and accounts at banks, are not asked about there.
        var own = await toko.Inquire(new SnapQuestion { Account = "8673010000015000", IsVirtual = "Y" });
        Assert.Equal("Test VA", own.Text("beneficiaryAccountName"));
        var bank = await toko.Inquire("0123456789");
        Assert.Equal("John Doe", bank.Text("beneficiaryAccountName"));
        Assert.DoesNotContain("took no question", host.Output, StringComparison.Ordinal);
    }

    (string, string)[] Late(string mode, params IReadOnlyList<string> schedule) =>
    [
        .. ProviderSettings.Connector(ProviderSettings.Route, _provider.Url, "iluma"),
        .. ProviderSettings.Routes(ProviderSettings.Route),
        Setting("Late__Mode", mode),
        .. schedule.Select((time, i) => Setting($"Late__Schedule__{i}", time)),
    ];

    static (string, string) Setting(string name, string value) =>
        ($"Periksa__Connectors__{ProviderSettings.Route}__{name}", value);

    Task<HostProcess> Start((string, string)[] settings) =>
        HostProcess.Start([("ConnectionStrings__Periksa", _database), .. settings]);

    // What a host is killed over while it asks, others go on with when its lease is over: later than is waited here.
    Task IsPutBack() => Eventually.Is(() => Count.Ask<bool>(
        _database, "select leased_until < clock_timestamp() + interval '5 seconds' from open_inquiries"));

    static async Task IsTold(HostProcess host, SnapReply asked, string what)
    {
        var told = Assert.Single(await new Inbox(host, "toko-maju").WaitFor(asked.Reference!));
        Assert.Contains(what, told.Body, StringComparison.Ordinal);
    }

    // With the reference of the inquiry that its caller knows.
    async Task IsAskedOnce(SnapReply asked)
    {
        var id = await Count.Ask<Guid>(_database, "select id from inquiries");
        Assert.Equal($"{id:N}", Assert.Single(_provider.Taken));
        Assert.Equal(Guid.Parse(asked.Reference!), id);
    }
}
