using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>From an operator's SQL to a merchant's first signed transfer, with nothing of the sandbox's.</summary>
public sealed class SingaPayProductionStories
{
    static readonly SingaPay.Merchant Ours = new("our-key", "our-client", "a-client-secret-of-our-own", "01OUR");

    [Fact]
    public async Task A_merchant_introduced_by_SQL_is_known_and_nobody_is_debited_as_long_as_nobody_pays()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production"));
        await Introduce(database, Ours);
        await Task.Delay(1000);
        var ours = SingaPay.At(host, Ours);

        Assert.Equal("SP009", (await ours.Status("nothing")).Code);
        Assert.Equal("SP011", (await ours.Transfer("first")).Code);
        Assert.Equal("SP009", (await ours.Status("first")).Code);
        Assert.Equal("SP002", (await ours.Name("014", "0123456789")).Code);
        Assert.Equal("SP020", (await ours.Status("1134567891011", SingaPay.Toko.Account)).Code);
        Assert.Equal(100_000_000, await Count.Ask<long>(
            database, "select balance from ledger_accounts where purpose = 'disbursement:01OUR'"));
        await Prove.AssertNoDifference(database);
    }

    [Fact]
    public async Task Production_refuses_to_start_with_this_dialects_secret_of_the_sandbox()
    {
        var database = await TestServer.CreateDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production")))
        {
            // It has made the schema.
        }

        await Introduce(database, Ours with { Secret = SingaPay.Toko.Secret });

        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production"));
        Assert.Equal(1, code);
        Assert.Contains("our-key", said);
        Assert.DoesNotContain(SingaPay.Toko.Secret, said);
    }

    // As docs/operating has it.
    internal static async Task Introduce(string database, SingaPay.Merchant merchant)
    {
        var (code, sealedSecret, _) = await HostProcess.Run(
            $"{merchant.Secret}\n", "seal", "singapay", merchant.PartnerId);
        Assert.Equal(0, code);

        await Count.Ask<long>(
            database,
            """
            insert into partners (id, name) values ('warung-baru', 'Warung Baru');
            insert into credentials (dialect, name, client_id, partner, client_secret)
            values ('singapay', @PartnerId, @ClientId, 'warung-baru', @sealedSecret::bytea);
            insert into paying_accounts (id, partner) values (@Account, 'warung-baru');
            insert into fee_rules (partner, dialect, from_at, name, flat, parts_per_million, floor, ceiling)
            values ('warung-baru', 'singapay', now(), 'Transfer Fee', 0, 2500, 250000, 750000);
            select top_up_account(@Account, 100000000, 'bank statement 17')
            """,
            new { merchant.PartnerId, merchant.ClientId, merchant.Account, sealedSecret });
    }
}
