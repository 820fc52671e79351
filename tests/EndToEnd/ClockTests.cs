using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A host whose clock is wrong, beside one whose clock is right.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task A_host_that_is_ahead_gives_up_nothing_that_others_have_begun()
    {
        var database = await TestServer.CreateDatabase();
        await using var right = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await using var wrong = await HostProcess.StartLive(
            [("ConnectionStrings__Periksa", database), .. Faketime.Settings("+90s")]);
        var snap = new Snap(right.Client, SnapPartner.Toko(SnapDialect.IFortepay));

        // The bank knows the account, and takes three seconds to say so.
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => snap.Inquire("9900000001")));
        await Eventually.Is(async () => await Count.Ask<int>(
            database, "select count(*) from inquiries where account_number = '9900000001'") == replies.Length);

        Assert.Equal(0, await Count.Ask<int>(database, "select count(*) from inquiries where outcome <> 'found'"));
        await Eventually.Is(async () => !await wrong.IsReady());
        Assert.True(await right.IsReady());
        Assert.Contains("This host's clock is wrong", wrong.Output, StringComparison.Ordinal);
        Assert.Equal(1, await Count.Ask<int>(
            database,
            "select count(*) from hosts where skew between interval '88 s' and interval '92 s'"));
        Assert.Equal(1, await Count.Ask<int>(
            database,
            "select count(*) from hosts where skew between interval '-1 s' and interval '1 s' and keys = '{tests}'"));
    }

    [Fact]
    public async Task A_host_that_is_a_day_ahead_pays_no_invoice_that_is_still_running()
    {
        var database = await TestServer.CreateDatabase();
        await using var right = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        Assert.Equal("000", (await Sento.Toko(right).Inquire()).Code);
        await using var wrong = await HostProcess.StartLive(
            [("ConnectionStrings__Periksa", database), .. Faketime.Settings("+26h")]);

        await Task.Delay(TimeSpan.FromSeconds(5));

        Assert.Equal(0, await Count.Ask<int>(
            database, "select count(*) from invoices where paid_at > clock_timestamp() + interval '1 h'"));
        Assert.Equal(1, await Count.Ask<int>(
            database,
            """
            select count(*) from invoices
            where day = (clock_timestamp() at time zone 'Asia/Jakarta')::date
              and partner = 'toko-maju' and paid_at is null
            """));
        Assert.Equal(0, await Count.Ask<int>(
            database,
            """
            select (select count(*) from daily_payments
                    where day > (clock_timestamp() at time zone 'Asia/Jakarta')::date)
                 + (select count(*) from token_keys where made_at > clock_timestamp() + interval '1 h')
            """));
        Assert.False(await wrong.IsReady());
        Assert.True(await right.IsReady());
    }

    [Fact]
    public async Task A_host_that_finds_nobody_agreeing_with_the_database_goes_on_and_decides_nothing()
    {
        var database = await TestServer.CreateDatabase();
        await using var lone = await HostProcess.Start(
            [("ConnectionStrings__Periksa", database), .. Faketime.Settings("+26h")]);

        Assert.Equal("000", (await Sento.Toko(lone).Inquire()).Code);
        await Task.Delay(TimeSpan.FromSeconds(3));

        Assert.True(await lone.IsReady());
        Assert.Contains("The database's clock is suspect", lone.Output, StringComparison.Ordinal);
        Assert.Equal(0, await Count.Ask<int>(database, "select count(*) from daily_payments"));
    }
}
