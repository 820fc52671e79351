using System.Net;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>From an inquiry to a paid invoice, with a sandbox clock that makes days pass.</summary>
public sealed class InvoiceStories : IAsyncLifetime
{
    HostProcess _host = null!;
    string _database = "";

    Sento Toko => Sento.Toko(_host);

    Sento Warung => Sento.Warung(_host);

    SandboxControls Controls => new(_host);

    public async ValueTask InitializeAsync()
    {
        _database = await TestServer.CreateDatabase();
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task An_invoice_is_initiated_then_unpaid_then_paid_when_asked()
    {
        await Controls.AdvanceTo(days: 1, "12:00");
        var id = (await Toko.Inquire()).Text("invoice_id")!;
        Assert.Equal("INITIATED", (await Toko.Find(id)).Text("invoice_status"));
        Assert.Equal("300", (await Toko.Pay(id)).Code);

        await Controls.AdvanceTo(days: 1, "00:00:00");
        Assert.Equal("UNPAID", (await Toko.Find(id)).Text("invoice_status"));

        var paying = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Toko.Pay(id)));
        Assert.All(paying, reply => Assert.Contains(reply.Code, new[] { "102", "300" }));
        Assert.Contains(paying, reply => reply.Code == "102" && reply.Text("invoice_status") == "UNPAID");

        await Until(async () => (await Toko.Find(id)).Text("invoice_status") == "PAID");
        Assert.NotNull((await Toko.Find(id)).Text("paid_at"));
        Assert.Equal("300", (await Toko.Pay(id)).Code);
        Assert.Equal("499001.00", await Controls.TopUp("toko-maju", "1.00"));   // 500000 - one debit of 1000 + 1
    }

    [Fact]
    public async Task The_last_second_of_a_day_and_the_first_of_the_next_are_billed_apart()
    {
        await Controls.AdvanceTo(days: 1, "23:59:30");
        var before = await Toko.Inquire();
        await Controls.AdvanceTo(days: 1, "00:00:00");
        var after = await Toko.Inquire();

        var (first, second) = (await Toko.Find(before.Text("invoice_id")!), await Toko.Find(after.Text("invoice_id")!));
        Assert.EndsWith("T17:00:00", first.Text("due_at"), StringComparison.Ordinal);
        Assert.Equal(first.Text("due_at")![..10], first.Text("tx_date"));
        Assert.Equal(
            DateOnly.Parse(first.Text("tx_date")!).AddDays(1), DateOnly.Parse(second.Text("tx_date")!));
    }

    [Fact]
    public async Task What_is_owed_is_paid_by_itself_at_a_quarter_to_four()
    {
        await Controls.AdvanceTo(days: 1, "10:00");
        var id = (await Toko.Inquire()).Text("invoice_id")!;

        await Controls.AdvanceTo(days: 1, "15:44:50");
        Assert.Equal("UNPAID", (await Toko.Find(id)).Text("invoice_status"));

        await Controls.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("PAID", (await Toko.Find(id)).Text("invoice_status"));
    }

    [Fact]
    public async Task A_partner_that_owes_too_long_is_refused_until_it_has_paid()
    {
        await Controls.AdvanceTo(days: 1, "10:00");
        await Warung.Inquire();
        var id = (await Warung.Inquire()).Text("invoice_id")!;   // 2000; the deposit holds 1500

        await Controls.AdvanceTo(days: 1, "10:00");
        Assert.Equal("206", (await Warung.Pay(id)).Code);
        Assert.Equal("000", (await Warung.Inquire()).Code);

        await Controls.AdvanceTo(days: 6, "23:59:50");   // one second short of seven days after it fell due
        Assert.Equal("000", (await Warung.Inquire()).Code);
        await Controls.AdvanceTo(days: 1, "00:00:00");
        Assert.Equal("232", (await Warung.Inquire()).Code);
        Assert.Equal("000", (await Warung.Find(id)).Code);   // only inquiries are refused

        await Controls.TopUp("warung-jaya", "5000.00");
        Assert.Equal("102", (await Warung.Pay(id)).Code);
        await Until(async () => (await Warung.Inquire()).Code == "000");
    }

    [Fact]
    public async Task Somebody_elses_invoice_is_not_found()
    {
        var id = (await Toko.Inquire()).Text("invoice_id")!;

        Assert.Equal("204", (await Warung.Find(id)).Code);
        Assert.Equal("204", (await Warung.Pay(id)).Code);
        Assert.Equal(0, (await Warung.List()).Number("total"));
    }

    [Fact]
    public async Task Two_hosts_never_pay_one_invoice_twice()
    {
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", _database));
        await Controls.AdvanceTo(days: 1, "10:00");
        var id = (await Toko.Inquire()).Text("invoice_id")!;
        await Controls.AdvanceTo(days: 1, "10:00");
        await Until(async () => (await new SandboxControls(other).Now()).Date == (await Controls.Now()).Date);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Toko : Sento.Toko(other)).Pay(id)));
        await Until(async () => (await Sento.Toko(other).Find(id)).Text("invoice_status") == "PAID");

        Assert.Equal("499001.00", await Controls.TopUp("toko-maju", "1.00"));
        Assert.Equal(1, await Count.Ask<int>(
            _database, "select count(*) from movements where cause = 'invoice-payment'"));
    }

    [Fact]
    public async Task A_missed_run_is_made_up_for_when_a_host_starts()
    {
        await Controls.AdvanceTo(days: 1, "10:00");
        var id = (await Toko.Inquire()).Text("invoice_id")!;
        await _host.Kill();
        await Count.Ask<int>(
            _database, "update sandbox_clock set offset_seconds = offset_seconds + 2 * 86400 returning 1");

        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database));

        await Until(async () => (await Toko.Find(id)).Text("invoice_status") == "PAID");
        Assert.Equal(HttpStatusCode.Conflict, await Controls.Return());   // something was paid in the future
        await Controls.Reset();
        Assert.Equal("204", (await Toko.Find(id)).Code);
        Assert.Equal(HttpStatusCode.OK, await Controls.Return());
    }

    static async Task Until(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 100, "It never came about.");
            await Task.Delay(50);
        }
    }
}
