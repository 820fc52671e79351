using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What is signed is the target as the caller wrote it, on the real server and behind a proxy.</summary>
public sealed class SnapTargetStories
{
    [Fact]
    public async Task Targets_are_verified_as_they_were_written()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));

        foreach (var dialect in SnapDialect.Both)
        {
            var (toko, path) = (Snap.Toko(host, dialect), dialect.InquiryPath);
            foreach (var target in new[]
            {
                $"{path}?", $"{path}?a=1&a=2", $"{path}?a=%7e&b=%7E+", path.Replace("inquiry", "%69nquiry"),
            })
            {
                Assert.Equal(200, await Send(host, toko, new() { Target = target }));
                Assert.Equal(401, await Send(host, toko, new() { Target = target, SignedTarget = path }));
            }

            // As if to a proxy; what is signed begins with the path all the same.
            var whole = $"{host.Address.ToString().TrimEnd('/')}{path}";
            Assert.Equal(200, await Send(host, toko, new() { Target = whole, SignedTarget = path }));
        }
    }

    [Fact]
    public async Task A_prefix_that_a_proxy_took_away_is_signed_by_the_caller_and_believed_of_configured_proxies_only()
    {
        var database = await TestServer.CreateDatabase();
        await using var trusting = await HostProcess.Start(
            ("ConnectionStrings__Periksa", database), ("Periksa__Proxies__0", "127.0.0.0/8"));
        await using var plain = await HostProcess.Start(("ConnectionStrings__Periksa", database));

        foreach (var dialect in SnapDialect.Both)
        {
            var (toko, prefixed) = (Snap.Toko(trusting, dialect), $"/gateway{dialect.InquiryPath}");

            Assert.Equal(200, await Send(trusting, toko, new() { SignedTarget = prefixed }, "/gateway"));
            Assert.Equal(401, await Send(trusting, toko, new(), "/gateway"));
            Assert.Equal(401, await Send(plain, toko, new() { SignedTarget = prefixed }, "/gateway"));
            Assert.Equal(200, await Send(plain, toko, new(), "/gateway"));
        }
    }

    static async Task<int> Send(HostProcess host, Snap toko, SnapQuestion question, string? prefix = null)
    {
        var request = await toko.Prepare(question);
        if (prefix is not null)
            request = request.With("X-Forwarded-Prefix", prefix);

        return (await RawHttp.Send(host, request.ToBytes(host.Address.Authority))).Status;
    }
}
