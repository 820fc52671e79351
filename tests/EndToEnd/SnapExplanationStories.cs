using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What an operator can tell a partner whose signatures are refused.</summary>
public sealed class SnapExplanationStories
{
    [Fact]
    public async Task A_refused_signature_is_explained_in_the_log_and_in_the_database_without_the_right_one()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));

        foreach (var dialect in SnapDialect.Both)
        {
            var toko = Snap.Toko(host, dialect);
            var right = await toko.Prepare(new());
            var target = $"http://{host.Address.Authority}{dialect.InquiryPath}";
            var withHost = Convert.ToBase64String(
                toko.Sign("POST", target, await toko.Token(), right.Body, right["X-TIMESTAMP"]));

            Assert.Equal($"401{dialect.Service}00", (await toko.Send(right.With("X-SIGNATURE", withHost))).Code);

            await Eventually.Is(() => Count.Ask<bool>(
                database,
                """
                select exists (select from refused_signatures
                               where partner = 'toko-maju' and credential = @client and cause like '%host%')
                """,
                new { client = toko.Partner.ClientId }));

            Assert.DoesNotContain(right["X-SIGNATURE"], host.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(withHost, host.Output, StringComparison.Ordinal);
        }

        Assert.Contains("sign path and query alone", host.Output, StringComparison.Ordinal);
    }
}
