using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Kill it during payments and during an import: no payment is lost or doubled, and an import can be
/// repeated without doubles.</summary>
public sealed class IpgFaultTests
{
    [Fact]
    public async Task Killed_during_payments_it_has_paid_each_reference_once_or_not_at_all()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var paid = new ConcurrentDictionary<string, string>();
        using var stop = new CancellationTokenSource();
        var payers = Enumerable.Range(0, 16).Select(i => Task.Run(() => Pay(i))).ToArray();

        for (var deaths = 0; deaths < 3; deaths++)
        {
            var goal = paid.Count + 150;
            await Eventually.Is(() => Task.FromResult(paid.Count >= goal), 60);
            await host.Kill();
            var dead = host;
            host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
            await dead.DisposeAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(payers);
        var refs = paid.Keys.ToArray();
        Assert.Equal(
            (refs.Length, refs.Length * 1000L * 100),
            await Count.Ask<(int, long)>(
                database,
                "select count(*)::int, sum(amount)::bigint from bill_payments where ref_id = any (@refs)",
                new { refs }));
        await Prove.AssertNoDifference(database);
        await host.DisposeAsync();

        // Whoever is not answered sends the same again, until somebody says what became of it.
        async Task Pay(int payer)
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var reference = $"{payer}-{i}";
                for (var isKnown = false; !isKnown;)
                {
                    try
                    {
                        var reply = await Ipg.At(i % 2 == 0 ? host : other).Pay("8673011234567890", reference, "1000");
                        Assert.Contains(reply.Rc, new[] { "SUCCESS", "BILLER_SUSPECT_TRANSACTION" });
                        isKnown = reply.Rc == "SUCCESS";
                    }
                    catch (Exception e) when (
                        e is HttpRequestException or TaskCanceledException or ObjectDisposedException)
                    {
                        await Task.Delay(20);
                    }
                }

                paid[reference] = "";
            }
        }
    }

    [Fact]
    public async Task Killed_during_an_import_it_has_made_nothing_and_repeated_it_makes_everything_once()
    {
        var database = await TestServer.CreateDatabase();
        var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var csv = Rows(100_000);

        var importing = Ipg.At(host).Import(csv);
        await Eventually.Is(async () => await Count.Ask<int>(
            database,
            """
            select count(*) from pg_stat_activity where datname = current_database() and query ilike 'copy bills%'
            """) > 0);
        await host.Kill();
        await Assert.ThrowsAnyAsync<Exception>(() => importing);
        await host.DisposeAsync();
        Assert.Equal(8, await Count.Ask<int>(database, "select count(*) from bills"));

        await using var next = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var said = await Ipg.At(next).Import(csv);
        Assert.EndsWith(
            ""","data":{"rows":100000,"imported":100000,"rejected":0,"unchanged":0}}""",
            said[^1],
            StringComparison.Ordinal);
        Assert.Equal(10, said.Count(line => line.StartsWith("{\"rows\":", StringComparison.Ordinal)));

        await Ipg.At(next).Import(csv);
        Assert.Equal(100_008, await Count.Ask<int>(database, "select count(*) from bills"));
        Assert.Equal("SUCCESS", (await Ipg.At(next).Inquire("8673015000099999")).Rc);
        await Prove.AssertNoDifference(database);
    }

    [Fact]
    public async Task A_file_with_faults_says_of_each_row_why_and_a_broken_one_imports_nothing()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        const string header = "prefix,va_number,type,name,customer_name,amount\n";

        var said = await Ipg.At(host).Import(Encoding.UTF8.GetBytes(
            header + "867301,5000000001,close,SPP,Ani,1000\n867301,50000,close,SPP,Ani,1000\n"
            + "867301,5000000002,close,=cmd(),Ani,1000\n867301,5000000001,close,SPP,Ani,1000\n"));
        Assert.Equal(4, said.Length);
        Assert.Equal(["3", "4", "5"], said[..3].Select(line => line.Split(',')[0]["{\"line\":".Length..]));
        Assert.EndsWith(
            "\"data\":{\"rows\":4,\"imported\":1,\"rejected\":3,\"unchanged\":0}}", said[3], StringComparison.Ordinal);

        byte[] broken =
        [
            .. Encoding.UTF8.GetBytes(header + "867301,6000000001,close,SPP,Ani,1000\n867301,6000000002,close,"),
            0xFF, (byte)'\n',
        ];
        var refused = await Ipg.At(host).Import(broken);
        Assert.Contains("BILLER_INVALID_TRANSACTION", refused[^1], StringComparison.Ordinal);
        Assert.Equal(9, await Count.Ask<int>(database, "select count(*) from bills"));
    }

    static byte[] Rows(int count)
    {
        var text = new StringBuilder("prefix,va_number,type,name,customer_name,amount,invoice_number\n");
        for (var i = 0; i < count; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"867301,{5_000_000_000 + i},close,SPP,Pelanggan {i},{10_000 + i},INV-{i}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
