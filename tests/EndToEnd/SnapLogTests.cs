using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

public sealed class SnapLogTests
{
    [Fact]
    public async Task Logs_name_no_person_and_give_no_secret_away_whatever_was_sent()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            ("Logging__LogLevel__Default", "Debug"),
            ("Logging__Console__FormatterName", "json"));
        List<string> secrets = ["1239812390", "Siti Nurhaliza", "Lambat Tapi Ada"];

        foreach (var dialect in SnapDialect.Both)
        {
            var toko = Snap.Toko(host, dialect);
            var good = await toko.Prepare(new() { Account = "1239812390" });
            secrets.AddRange([toko.Partner.Secret, await toko.Token(), good["X-SIGNATURE"]]);

            await toko.Send(good.With("X-SIGNATURE", Convert.ToBase64String(new byte[64])));
            await toko.Send(good.With("Authorization", $"Bearer {await toko.Token()}x"));
            await toko.Send(good);
            await toko.Send(good);
            await toko.Inquire("9900000001");
        }

        // The callbacks of the quick and of the slow one.
        await Eventually.Is(async () => (await new Inbox(host, "toko-maju").List()).Length == 2);
        await host.Stop();

        var said = host.Output.Replace("\\u002B", "+", StringComparison.Ordinal);   // as JSON writes it
        Assert.Contains("******2390", said);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, said));
    }
}
