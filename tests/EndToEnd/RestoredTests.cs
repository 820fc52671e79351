using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

public sealed class RestoredTests
{
    [Fact]
    public async Task An_operator_who_has_restored_says_so_and_payouts_go_on_asked_about_first()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        Assert.False(await Count.Ask<bool>(database, "select asks_first('48 h')"));

        var (exitCode, output, errors) = await HostProcess.Run(
            "", [("ConnectionStrings__Periksa", database), ("Periksa__Restore__AskFirstHours", "12")], "restored");

        Assert.True(exitCode == 0, errors);
        Assert.Equal("For 12 hours the bank is asked about every payout before it is sent.", output);
        Assert.True(await Count.Ask<bool>(database, "select asks_first('48 h')"));
        var toko = SingaPay.At(host);
        Assert.Equal("SP000", (await toko.Transfer("after")).Code);
        Assert.Equal("00", (await toko.Follow("after")).Status);
        Assert.Equal(1, await Count.Ask<int>(
            database,
            """
            select times_sent from sandbox_payouts p
            join disbursements d on p.id = payout_order_id(d.account, d.reference) where d.reference = 'after'
            """));
    }
}
