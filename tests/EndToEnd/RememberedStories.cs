using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Hosts that remember what a provider has answered; the provider is another gateway, which counts what it is
/// asked.</summary>
public sealed class RememberedStories : IAsyncLifetime
{
    const string Known = "0123456789";
    const string Unknown = "404404";

    static readonly (string, string)[] Remembering =
        [("Periksa__Answers__RememberFound", "48:00:00"), ("Periksa__Answers__RememberNotFound", "00:05:00")];

    HostProcess _provider = null!;
    string _database = "";
    string _providers = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _providers = await TestServer.CreateDatabase();
        _provider = await HostProcess.Start(("ConnectionStrings__Periksa", _providers));
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task Ask_once_for_a_thousand_callers_and_bill_each_and_remember_after_a_restart_and_on_the_other_host()
    {
        await using (var host = await Start(Remembering))
        {
            var replies = await Task.WhenAll(
                Enumerable.Range(0, 1000).Select(_ => Sento.Toko(host).Inquire(Known, "014")));
            Assert.All(replies, reply => Assert.Equal("000", reply.Code));
            Assert.Equal(1, await AskedAbout(Known));

            await using var other = await Start(Remembering);
            Assert.Equal("2001600", (await Snap.Toko(other, SnapDialect.IFortepay).Inquire(Known)).Code);
        }

        await using var again = await Start(Remembering);
        Assert.Equal("000", (await Sento.Toko(again).Inquire(Known, "014")).Code);
        Assert.Equal("2001600", (await Snap.Toko(again, SnapDialect.Standard).Inquire(Known)).Code);

        Assert.Equal(1, await AskedAbout(Known));
        Assert.Equal(1001, await Count.Ask<int>(_database, "select count(*) from inquiries where price is not null"));
        Assert.Equal(0, await Count.Ask<int>(_database, "select count(*) from open_inquiries"));
        await Prove.AssertNoDifference(_database);
    }

    [Fact]
    public async Task Remember_each_kind_of_answer_for_its_own_time_by_a_clock_that_is_moved()
    {
        await using var host = await Start(Remembering);
        await Ask(host, Known, "000");
        await Ask(host, Unknown, "209");
        await Learned(2);

        await new SandboxControls(host).Advance(TimeSpan.FromMinutes(4));
        await Ask(host, Unknown, "209");
        Assert.Equal(1, await AskedAbout(Unknown));

        await new SandboxControls(host).Advance(TimeSpan.FromMinutes(2));
        await Ask(host, Unknown, "209");
        await Ask(host, Known, "000");
        Assert.Equal((1, 2), (await AskedAbout(Known), await AskedAbout(Unknown)));

        await new SandboxControls(host).Advance(TimeSpan.FromHours(48));
        await Ask(host, Known, "000");
        Assert.Equal(2, await AskedAbout(Known));
    }

    [Fact]
    public async Task Ask_afresh_for_a_partner_who_wants_that_and_remember_it_for_the_others()
    {
        await using var host = await Start(Remembering);
        await Ask(host, Known, "000");
        await Learned(1);
        await Count.Ask<int>(_database, "update partners set fresh_answers = true where id = 'toko-maju' returning 1");
        await Name(Known, "Nama Baru");

        Assert.Equal("Nama Baru", (await Sento.Toko(host).Inquire(Known, "014")).Text("account_name"));
        await Eventually.Is(async () => await Count.Ask<int>(
            _database, "select count(*) from remembered_answers where holder_name = 'Nama Baru'") == 1);

        Assert.Equal("Nama Baru", (await Sento.Warung(host).Inquire(Known, "014")).Text("account_name"));
        Assert.Equal(2, await AskedAbout(Known));
    }

    [Fact]
    public async Task Forget_an_account_by_hand_on_every_host_at_once()
    {
        await using var one = await Start(Remembering);
        await using var other = await Start(Remembering);
        await Ask(one, Known, "000");
        await Learned(1);

        Assert.Equal((0, "1 account forgotten", ""), await Forget("--bank", "014", "--account", Known));
        await Task.Delay(3500);   // what is asked before counts as asked before the forgetting, for clocks differ
        await Ask(other, Known, "000");
        await Learned(1);
        await Ask(one, Known, "000");
        Assert.Equal(2, await AskedAbout(Known));

        Assert.Equal((0, "nothing was remembered of it", ""), await Forget("--bank", "014", "--account", "1"));
    }

    [Theory]
    [InlineData(2, "--bank and --account go together", "--bank", "014")]
    [InlineData(2, "--bank and --account go together", "--bank", "014", "--account", "1", "--dry-run")]
    [InlineData(2, "'--before' is required, or '--bank' and '--account'")]
    [InlineData(2, "'--before' is required", "--parked")]
    [InlineData(1, "'999' is no code of the bank list", "--bank", "999", "--account", "1")]
    [InlineData(1, "'1x' is no account number", "--bank", "014", "--account", "1x")]
    public async Task Say_what_forgetting_needs(int exitCode, string said, params string[] arguments)
    {
        var (code, _, errors) = await Forget(arguments);

        Assert.Equal(exitCode, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    /// <summary>Their own bank does not know the account that the provider knows.</summary>
    [Fact]
    public async Task Forget_an_account_that_money_could_not_be_sent_to()
    {
        await using var host = await Start(Remembering);
        await Ask(host, Known, "000");
        await Learned(1);
        await Count.Ask<int>(
            _database,
            "delete from sandbox_accounts where bank_code = '014' and number = @Known returning 1",
            new { Known });
        await Task.Delay(1000);   // hosts hear of it

        await SingaPay.At(host).Transfer("a-1", Known, "014");

        await Learned(0);
    }

    [Fact]
    public async Task Remember_nothing_where_no_setting_says_so()
    {
        await using var host = await Start([]);

        await Ask(host, Known, "000");
        await Ask(host, Known, "000");

        Assert.Equal(2, await AskedAbout(Known));
        Assert.Equal(0, await Count.Ask<int>(_database, "select count(*) from remembered_answers"));
    }

    [Theory]
    [InlineData("Periksa__Answers__RememberFound", "soon", "Periksa:Answers:RememberFound")]
    [InlineData("Periksa__Answers__RememberFound", "00:00:00", "Periksa:Answers:RememberFound")]
    [InlineData("Periksa__Answers__RememberNotFound", "9000:00:00", "Periksa:Answers:RememberNotFound")]
    [InlineData("Periksa__Answers__RememberNotFound", "5", "Periksa:Answers:RememberNotFound")]
    [InlineData("Periksa__Answers__Remember", "1", "Periksa:Answers:Remember means nothing")]
    public async Task Refuse_to_start_by_a_time_that_makes_no_sense(string name, string value, string path)
    {
        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), (name, value));

        Assert.Equal(1, code);
        Assert.Contains(path, said, StringComparison.Ordinal);
    }

    static async Task Ask(HostProcess host, string account, string code) =>
        Assert.Equal(code, (await Sento.Toko(host).Inquire(account, "014")).Code);

    // What is answered is learned a moment later.
    Task Learned(int accounts) => Eventually.Is(async () => await Count.Ask<int>(
        _database, "select count(*) from remembered_answers where outcome <> 'forgotten'") == accounts);

    async Task Name(string account, string name)
    {
        await Count.Ask<int>(
            _providers,
            """
            update sandbox_accounts set holder_name = @name where bank_code = '014' and number = @account returning 1
            """,
            new { account, name });
        await Task.Delay(1000);   // hosts hear of it
    }

    Task<HostProcess> Start((string, string)[] settings) => HostProcess.Start(
        [("ConnectionStrings__Periksa", _database), .. ProviderSettings.At(_provider, "sento"), .. settings]);

    Task<(int ExitCode, string Output, string Errors)> Forget(params string[] arguments) =>
        HostProcess.Run("", [("ConnectionStrings__Periksa", _database)], ["forget", .. arguments]);

    Task<int> AskedAbout(string account) => Count.Ask<int>(
        _providers, "select count(*) from inquiries where account_number = @account", new { account });
}
