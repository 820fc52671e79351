using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Production pays where it is said who does, and nobody else is debited.</summary>
public sealed class PayoutProductionStories
{
    static readonly SingaPay.Merchant Ours = new("our-key", "our-client", "a-client-secret-of-our-own", "01OUR");

    [Fact]
    public async Task Production_pays_by_its_connector_on_two_hosts_and_debits_nobody_for_other_banks()
    {
        var (database, providers) = (await TestServer.CreateDatabase(), await TestServer.CreateDatabase());
        await using var provider = await HostProcess.Start(("ConnectionStrings__Periksa", providers));
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, SingaPay.Toko.Secret + "\n");
        (string, string)[] settings =
        [
            ("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production"),
            .. ProviderSettings.SingaPay("main", provider.Address, SingaPay.Toko),
            ("Periksa__Connectors__main__ClientSecret", ""), ("Periksa__Connectors__main__ClientSecretFile", secret),
            .. ProviderSettings.Payouts("main", "002", "014"),
        ];
        await using (var one = await HostProcess.Start(settings))
        await using (var two = await HostProcess.Start(settings))
        {
            await SingaPayProductionStories.Introduce(database, Ours);
            await Task.Delay(1000);
            var (here, there) = (SingaPay.At(one, Ours), SingaPay.At(two, Ours));

            await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                (i % 2 == 0 ? here : there).Transfer($"{i}", number: "0123456789", bank: "014")));
            Assert.Equal("SP011", (await here.Transfer("other", bank: "008")).Code);

            await Eventually.Is(async () => await Count.Ask<int>(
                database, "select count(*) from disbursements where status = '00' and connector is not null") == 8);
            Assert.Equal(8, await Count.Ask<int>(
                providers, "select count(*) from disbursements where account_number = '0123456789'"));
            Assert.Equal(8, await Count.Ask<int>(
                providers,
                """
                select count(*) from sandbox_payouts
                where times_sent = 1 and accepted_at > now() - interval '1 hour'
                """));
            Assert.Equal(1, await Count.Ask<int>(database, "select count(*) from provider_tokens"));
            Assert.All(new[] { one, two }, host => Assert.DoesNotContain(
                SingaPay.Toko.Secret, host.Output, StringComparison.Ordinal));
            Assert.Contains("Money is paid out into bank 014: main:", one.Output, StringComparison.Ordinal);
        }

        File.Delete(secret);
        await Prove.AssertNoDifference(database);
        await Prove.AssertNoDifference(providers);
    }
}
