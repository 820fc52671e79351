using System.Diagnostics;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A row that somebody has locked and left delays those whose row it is, and nobody else.</summary>
public sealed class LockedRowTests : IAsyncLifetime
{
    const string OtherBillersKey = "another-biller-of-these-tests";

    // Two seconds for the lock, and what a busy machine adds.
    static readonly TimeSpan Honest = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Undisturbed = TimeSpan.FromSeconds(1.5);

    string _database = null!;
    HostProcess[] _hosts = [];
    Lag _lag = null!;

    HostProcess Host => _hosts[0];

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        for (var i = 0; i < 2; i++)
            _hosts = [.. _hosts, await HostProcess.Start(("ConnectionStrings__Periksa", _database))];

        _lag = new(() => Host.Client.GetAsync("/health/live"));
    }

    public async ValueTask DisposeAsync()
    {
        await _lag.DisposeAsync();
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task A_partners_invoice_delays_its_own_inquiries()
    {
        await Task.WhenAll(_hosts.Select(async host =>
        {
            await Sento.Toko(host).Inquire();
            await Sento.Warung(host).Inquire();
        }));
        await using var locked = await Blocker.Lock(
            _database, "select from invoices where partner = 'toko-maju' for update");

        var own = _hosts.SelectMany(host => Enumerable.Range(0, 4).Select(_ => Timed(Sento.Toko(host).Inquire())));
        var others = _hosts.SelectMany(host => Enumerable.Range(0, 4).Select(_ => Timed(Sento.Warung(host).Inquire())));
        var (toko, warung) = (Task.WhenAll(own), Task.WhenAll(others));

        Assert.All(await warung, one => Assert.Equal("000", one.Reply.Code));
        Assert.All(await warung, one => Assert.InRange(one.After, TimeSpan.Zero, Undisturbed + _lag.Longest));
        Assert.All(await toko, one => Assert.InRange(one.After, TimeSpan.Zero, Honest + _lag.Longest));
        Assert.All(await toko, one => Assert.Contains(one.Reply.Code, new[] { "000", "500" }));
    }

    [Fact]
    public async Task A_partners_deposit_delays_its_own_payment_and_the_log_says_whose()
    {
        var controls = new SandboxControls(Host);
        await controls.AdvanceTo(days: 1, "10:00");
        await Sento.Toko(Host).Inquire();
        var due = (await Sento.Warung(Host).Inquire()).Text("invoice_id")!;
        await using var locked = await Blocker.Lock(
            _database, "select from ledger_accounts where owner = 'toko-maju' and purpose = 'deposit' for update");

        await controls.AdvanceTo(days: 2, "10:00");
        await Eventually.Is(async () => (await Sento.Warung(Host).Find(due)).Text("invoice_status") == "PAID");

        await Eventually.Is(() => Task.FromResult(_hosts.Any(host => host.Output.Contains(
            "The invoices of toko-maju could not be paid yet: somebody has locked", StringComparison.Ordinal))));
        Assert.Equal(0, await Count.Ask<int>(
            _database, "select count(*) from invoices where partner = 'toko-maju' and paid_at is not null"));
        await locked.DisposeAsync();
        await Eventually.Is(async () => await Count.Ask<int>(
            _database, "select count(*) from invoices where partner = 'toko-maju' and paid_at is not null") == 1);
    }

    [Fact]
    public async Task A_billers_account_delays_payments_of_its_own_bills()
    {
        var otherVa = await MakeBillOfAnother();
        await Ipg.At(Host).Pay("8673011234567890", "before", "1000");
        await Ipg.At(Host).Pay(otherVa, "before-too", "1000");
        await using var locked = await Blocker.Lock(
            _database,
            "select from ledger_accounts where owner = 'toko-maju' and purpose = 'bills' for update");

        var own = Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Timed(Ipg.At(Host).Pay("8673011234567890", $"own-{i}", "1000"))));
        await Task.Delay(200);
        for (var i = 0; i < 5; i++)
        {
            var (reply, after) = await Timed(Ipg.At(Host).Pay(otherVa, $"other-{i}", "1000"));
            Assert.Equal("SUCCESS", reply.Rc);
            Assert.InRange(after, TimeSpan.Zero, Undisturbed + _lag.Longest);
        }

        Assert.All(await own, one => Assert.Equal("BILLER_SUSPECT_TRANSACTION", one.Reply.Rc));
        await locked.DisposeAsync();
        Assert.Equal("SUCCESS", (await Ipg.At(Host).Pay("8673011234567890", "own-0", "1000")).Rc);
        Assert.Equal(1, await Count.Ask<int>(
            _database, "select count(*) from bill_payments where ref_id = 'own-0'"));
    }

    [Fact]
    public async Task Whoever_has_gone_before_its_turn_is_not_billed()
    {
        await Sento.Toko(Host).Inquire();
        await using var locked = await Blocker.Lock(_database, "lock table inquiries in share mode");
        var begun = Sento.Toko(Host).Inquire();
        await Task.Delay(300);

        using var impatient = new HttpClient { BaseAddress = Host.Address, Timeout = TimeSpan.FromMilliseconds(300) };
        var gone = new Sento(impatient, "tokomaju", "sento-sandbox-tokomaju-7Qm2");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.Inquire())));
        await Task.Delay(200);
        await locked.DisposeAsync();

        Assert.Equal("000", (await begun).Code);
        Assert.Equal("000", (await Sento.Toko(Host).Inquire()).Code);
        Assert.Equal(3, await Count.Ask<int>(_database, "select count(*) from inquiries"));
    }

    async Task<string> MakeBillOfAnother()
    {
        var (code, secret, errors) = await HostProcess.Run(OtherBillersKey, "seal", "ipg-biller", "another");
        Assert.Equal((0, ""), (code, errors));
        await Count.Ask<int>(
            _database,
            """
            with biller as (insert into partners (id, name) values ('another', 'Another Biller') returning id)
            insert into credentials (dialect, name, partner, api_key_hash, client_secret)
            select 'ipg-biller', 'another', id, sha256(@key::bytea), @secret::bytea from biller returning 1
            """,
            new { key = OtherBillersKey, secret });
        var office = new Ipg(Host.Client, OtherBillersKey);
        await Eventually.Is(async () => (await office.Make("8674010000000001", "open", 100_000)).Rc == "SUCCESS");
        return "8674010000000001";
    }

    static async Task<(T Reply, TimeSpan After)> Timed<T>(Task<T> asked)
    {
        var watch = Stopwatch.StartNew();
        return (await asked, watch.Elapsed);
    }
}
