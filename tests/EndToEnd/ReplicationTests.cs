using System.Diagnostics;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Nobody hears a yes that the synchronous standby does not have.</summary>
public sealed class ReplicationTests : IAsyncLifetime
{
    const string Name = "standby";

    readonly string _folder = TestServer.TemporaryFolder();
    Node _primary = null!;
    Node _standby = null!;
    HostProcess _host = null!;

    public async ValueTask InitializeAsync()
    {
        _primary = await Node.Create(_folder);
        _standby = _primary.CreateStandby(Name);
        await _primary.Execute($"alter system set synchronous_standby_names = '{Name}'", "select pg_reload_conf()");
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _primary.ConnectionString));
        await Sento.Toko(_host).Inquire();
    }

    public async ValueTask DisposeAsync()
    {
        await _primary.Execute("alter system set synchronous_standby_names = ''", "select pg_reload_conf()");
        await _host.DisposeAsync();
        await _standby.DisposeAsync();
        await _primary.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_answer_waits_for_a_standby_that_comes_back_in_time()
    {
        _standby.Stop("immediate");
        var asked = Stopwatch.StartNew();
        var waiting = Sento.Toko(_host).Inquire();
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.False(waiting.IsCompleted);
        _standby.Start();

        Assert.Equal("000", (await waiting).Code);
        Assert.InRange(asked.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));
        Assert.Equal(await Known(_primary), await Known(_standby));
    }

    /// <summary>Whoever hears "not found" sends the money another way, and then it is sent twice.</summary>
    [Fact]
    public async Task Nobody_hears_that_there_is_no_transfer_while_its_debit_waits_for_a_standby()
    {
        var toko = SingaPay.At(_host);
        await toko.Transfer("before", amount: 10_000);
        _standby.Stop("immediate");

        Assert.Equal("SP005", (await toko.Transfer("waiting", amount: 10_000)).Code);
        Assert.NotEqual("SP009", (await toko.Status("waiting")).Code);

        _standby.Start();
        await Eventually.Is(async () => (await toko.Status("waiting")).Code == "SP000");
        Assert.Equal("SP009", (await toko.Status("never")).Code);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    [Trait("Category", "Soak")]
    public async Task Nobody_hears_a_yes_from_a_standby_that_comes_back_too_late(int seconds)
    {
        var before = await Known(_standby);
        _standby.Stop("immediate");

        var asked = Stopwatch.StartNew();
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Sento.Toko(_host).Inquire()));
        Assert.All(replies, reply => Assert.Equal("500", reply.Code));
        Assert.InRange(asked.Elapsed, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(11));
        Assert.True(await _host.IsReady());

        await Task.Delay(TimeSpan.FromSeconds(seconds) - asked.Elapsed);
        _standby.Start();
        await Eventually.Is(async () => (await Sento.Toko(_host).Inquire()).Code == "000");
        Assert.True(await Known(_standby) >= before + 1);
        Assert.Equal(await Known(_primary), await Known(_standby));
    }

    /// <summary>Longer than every time-out that PostgreSQL, its client or a connection may have.</summary>
    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    [Trait("Category", "Soak")]
    public async Task An_answer_waits_as_long_as_its_patience_says(int seconds)
    {
        await using var patient = await HostProcess.Start(
            ("ConnectionStrings__Periksa", _primary.ConnectionString), ("Periksa__Journal__Patience", "00:01:00"));
        using var client = new HttpClient { BaseAddress = patient.Address, Timeout = TimeSpan.FromMinutes(2) };
        var toko = new Sento(client, "tokomaju", "sento-sandbox-tokomaju-7Qm2");
        var before = await Known(_standby);
        _standby.Stop("immediate");

        var asked = Stopwatch.StartNew();
        var waiting = Task.WhenAll(Enumerable.Range(0, 5).Select(_ => toko.Inquire()));
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        Assert.False(waiting.IsCompleted);
        _standby.Start();

        Assert.All(await waiting, reply => Assert.Equal("000", reply.Code));
        Assert.InRange(asked.Elapsed, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 10));
        Assert.Equal(before + 5, await Known(_standby));
        Assert.Equal(before + 5, await Known(_primary));
    }

    /// <summary>A server that crashes while a commit waits shows after its restart what it never replicated.</summary>
    [Fact]
    public async Task Nobody_hears_a_yes_from_a_primary_that_was_restarted_meanwhile()
    {
        _standby.Stop("immediate");
        var waiting = Enumerable.Range(0, 5).Select(_ => Sento.Toko(_host).Inquire()).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(1));
        _primary.Stop("immediate");
        _primary.Start();

        // They are looked up now, and found: on the primary alone.
        Assert.All(await Task.WhenAll(waiting), reply => Assert.Equal("500", reply.Code));
        Assert.True(await Known(_primary) > 1);

        _primary.Stop("immediate");
        _standby.Start();
        _standby.Promote();
        Assert.Equal(1, await Known(_standby));
        _primary.Start();
    }

    /// <summary>Named alone, or as what is wanted of several.</summary>
    [Fact]
    public async Task A_standby_can_be_proved()
    {
        var either = $"{Node.ConnectionTo(_primary, _standby)};Target Session Attributes=standby";
        await Eventually.Is(async () => await Known(_standby) == await Known(_primary));
        await Prove.AssertNoDifference(_standby.ConnectionString);
        await Prove.AssertNoDifference(either);

        const string falsified = "select count(*) from ledger_accounts where may_be_negative and purpose = 'deposit'";
        await _primary.Ask<long>(
            """
            with wrong as (update ledger_accounts set may_be_negative = true where purpose = 'deposit' returning 1)
            select count(*) from wrong
            """,
            "periksa");
        await Eventually.Is(async () => await _standby.Ask<long>(falsified, "periksa") > 0);
        Assert.Contains("may be negative", (await Prove.Run(either)).Output, StringComparison.Ordinal);
    }

    static Task<long> Known(Node node) => node.Ask<long>("select count(*) from inquiries", "periksa");
}
