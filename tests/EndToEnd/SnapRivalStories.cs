using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>One virtual account, and channels of two dialects that pay to it at the same time.</summary>
public sealed class SnapRivalStories
{
    const int Rivals = 500;

    [Fact]
    public async Task Of_five_hundred_payments_by_two_dialects_at_two_hosts_one_succeeds_and_the_others_hear_so()
    {
        var database = await TestServer.CreateDatabase();
        await using var one = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await using var two = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var bank = SnapBank.At(one);
        await bank.Token();

        var codes = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(async i =>
        {
            var host = i % 4 < 2 ? one : two;
            return i % 2 == 0
                ? (await bank.Elsewhere(host).Pay(SnapBank.Tuition, $"rival-{i}", "100000.00")).Code
                : (await Ipg.At(host).Pay(SnapBank.Tuition, $"rival-{i}", "100000")).Rc;
        }));

        // Whoever came too late for a turn has paid nothing, and may come again.
        Assert.Single(codes, code => code is "2002500" or "SUCCESS");
        Assert.All(codes, code => Assert.Contains(
            code,
            new[]
            {
                "2002500", "SUCCESS", "4042514", "BILLER_BILL_ALREADY_PAID", "4292500", "BILLER_INVALID_TRANSACTION",
            }));
        Assert.Equal(
            (1, 10_000_000),
            await Count.Ask<(int, int)>(database, """
                select count(*)::int, sum(p.amount)::int
                from bill_payments p join bills b on b.id = p.bill where b.va_number = '0090011234567890'
                """));
        await Prove.AssertNoDifference(database);
    }
}
