using System.Security.Cryptography;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Connectors and routes as operators configure them, rightly and wrongly.</summary>
public sealed class RouteSettingStories
{
    static readonly SingaPay.Merchant Merchant = new("our-key", "our-client", "a-client-secret-of-our-own", "01OUR");

    [Fact]
    public async Task Production_without_routes_refuses_to_start_and_says_what_to_set()
    {
        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("Periksa__Mode", "production"),
            ("Periksa__NoBank", ""));

        Assert.Equal(78, code);
        Assert.Contains("Periksa__Routes", said, StringComparison.Ordinal);
        Assert.Contains("Periksa__NoBank", said, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "Periksa__Connectors__a__Kind", "Telepathy", "Periksa:Connectors:a:Kind" },
        { "Periksa__Connectors__a__ServiceBase", "ftp://x", "Periksa:Connectors:a:ServiceBase" },
        { "Periksa__Connectors__a__Usrname", "x", "Periksa:Connectors:a:Usrname" },
        { "Periksa__Connectors__a__BudgetMs", "soon", "Periksa:Connectors:a:BudgetMs" },
        { "Periksa__Connectors__a__ApiKeyFile", "/nowhere/at/all", "Periksa:Connectors:a:ApiKey" },
        { "Periksa__Connectors__a__Late__Mode", "Poll", "Periksa:Connectors:a:Late:Mode" },
        { "Periksa__Connectors__a__Late__Schedule__0", "00:00:02", "Periksa:Connectors:a:Late:Schedule" },
        { "Periksa__Connectors__a__Late__GiveUp", "soon", "Periksa:Connectors:a:Late:GiveUp" },
        { "Periksa__Connectors__a__Late__GiveUp", "00:00:00", "Periksa:Connectors:a:Late:GiveUp" },
        { "Periksa__Connectors__a__Rate", "0", "Periksa:Connectors:a:Rate" },
        { "Periksa__Connectors__a__Rate", "2,5", "Periksa:Connectors:a:Rate" },
        { "Periksa__Connectors__a__Burst", "3", "Periksa:Connectors:a:Burst has nothing to say without a Rate" },
        { "Periksa__Connectors__a__Concurrency", "0", "Periksa:Connectors:a:Concurrency" },
        { "Periksa__Connectors__a__MaxHitsPerAccountPerDay", "-3", "Periksa:Connectors:a:MaxHitsPerAccountPerDay" },
        {
            "Periksa__Connectors__a__MaintenanceUrl", "http://127.0.0.1:9/maintenance",
            "Periksa:Connectors:a:MaintenanceUrl is set, and what a provider of the kind Sento answers there is not"
        },
        { "Periksa__Routes__0__Banks__0", "999", "Periksa:Routes:0:Banks" },
        { "Periksa__Routes__0__Use__0", "b", "Periksa:Routes:0:Use" },
        { "Periksa__Connectors__a__ApiKey", "", "Periksa:Connectors:a:ApiKey" },
        { "PERIKSA_CONFIG", "/nowhere/at/all.json", "/nowhere/at/all.json" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_told_with_its_path(string name, string value, string path)
    {
        var (code, said) = await HostProcess.Refused(
        [
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            .. ProviderSettings.Connector("a", new("http://127.0.0.1:9"), "sento"), .. ProviderSettings.Routes("a"),
            (name, value),
        ]);

        Assert.Equal(1, code);
        Assert.Contains(path, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_JSON_is_told_with_the_line_and_without_what_it_says()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """
            { "Periksa": {
              "Connectors": { "a": { "ApiKey": key-of-somebody } }
            } }
            """);

        var (code, _, said) = await HostProcess.Run("", [("PERIKSA_CONFIG", file)], "check");

        Assert.Equal(1, code);
        Assert.Contains($"{file}, which cannot be read: it is no JSON in line 2;", said, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", said, StringComparison.Ordinal);
        File.Delete(file);
    }

    /// <summary>Whoever gets past the preset hears of the first setting that DANA's needs.</summary>
    [Theory]
    [InlineData("production", "", "AllowUnverified")]
    [InlineData("production", "true", "CustomerNumber is missing")]
    [InlineData("sandbox", "", "CustomerNumber is missing")]
    public async Task What_nobody_has_verified_is_asked_in_production_only_if_that_is_said(
        string mode, string allowed, string told)
    {
        var (code, said) = await HostProcess.Refused(
        [
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("Periksa__Mode", mode),
            .. ProviderSettings.Connector("a", new("http://127.0.0.1:9"), "paydia"), .. ProviderSettings.Routes("a"),
            ("Periksa__Connectors__a__Preset", "dana"), ("Periksa__Connectors__a__AllowUnverified", allowed),
        ]);

        Assert.Equal(1, code);
        Assert.Contains(told, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iluma", "", "AllowUnverified")]
    [InlineData("iluma", "true", "BudgetMs")]
    public async Task A_kind_that_nobody_has_verified_is_asked_in_production_only_if_that_is_said(
        string kind, string allowed, string told)
    {
        var (code, said) = await HostProcess.Refused(
        [
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("Periksa__Mode", "production"),
            .. ProviderSettings.Connector("a", new("http://127.0.0.1:9"), kind), .. ProviderSettings.Routes("a"),
            ("Periksa__Connectors__a__AllowUnverified", allowed), ("Periksa__Connectors__a__BudgetMs", "soon"),
        ]);

        Assert.Equal(1, code);
        Assert.Contains(told, said, StringComparison.Ordinal);
    }

    /// <summary>The file has all but the secret, which the environment has.</summary>
    [Fact]
    public async Task Production_asks_two_providers_that_a_file_names_and_answers_in_each_dialect()
    {
        await using var provider = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        var file = Path.Combine(Path.GetTempPath(), $"periksa-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, $$"""
            { "Periksa": {
              "Connectors": {
                "old-oy": { "Kind": "Sento", "ServiceBase": "{{provider.Address}}oy", "Username": "oy-tokomaju",
                            "UserHeader": "x-oy-username", "Price": { "Found": 100000 } },
                "bank-a": { "Kind": "Snap", "Preset": "standard", "ServiceBase": "{{provider.Address}}openapi",
                            "TokenBase": null, "Service": 16, "ClientKey": "SNAPTOKOMAJU", "ChannelId": "95221",
                            "HmacSecret": "snap-sandbox-secret-tokomaju", "PrivateKeyFile": "{{Key}}",
                            "Late": { "Mode": "None" }, "BudgetMs": 1800, "DailySpendLimit": null }
              },
              "Routes": [ { "Banks": ["014"], "Use": ["bank-a", "old-oy"] }, { "Banks": ["*"], "Use": ["old-oy"] } ]
            } }
            """);
        try
        {
            var database = await TestServer.CreateDatabase();
            await using var host = await HostProcess.Start(
                ("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production"), ("Periksa__NoBank", ""),
                ("PERIKSA_CONFIG", file), ("Periksa__Connectors__old-oy__ApiKey", "oy-sandbox-tokomaju-5Rt8"));
            await SingaPayProductionStories.Introduce(database, Merchant);
            using var key = RSA.Create(2048);
            foreach (var dialect in new[] { SnapDialect.IFortepay, SnapDialect.Paydia, SnapDialect.Standard })
                await OwnPartner.Introduce(database, dialect, "our-client", key);
            await Task.Delay(1000);

            foreach (var dialect in new[] { SnapDialect.IFortepay, SnapDialect.Paydia, SnapDialect.Standard })
            {
                var snap = new Snap(host.Client, OwnPartner.Of(dialect, "our-client", key));
                Assert.Equal("John Doe", (await snap.Inquire("0123456789")).Text("beneficiaryAccountName"));
                Assert.Equal(
                    "Budi Santoso", (await snap.Inquire("200531000000017985", "002")).Text("beneficiaryAccountName"));
            }

            await AssertNotSnap(host, database);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Sento's dialect, which is billed, and SingaPay's check-beneficiary.
    static async Task AssertNotSnap(HostProcess host, string database)
    {
        await OwnPartner.AddSento(database, "warungbaru", "a-long-random-key");
        await Task.Delay(1000);
        var (sento, singaPay) =
            (new Sento(host.Client, "warungbaru", "a-long-random-key"), SingaPay.At(host, Merchant));
        foreach (var (bank, number, name) in new[]
        {
            ("014", "0123456789", "John Doe"), ("002", "200531000000017985", "Budi Santoso"),
        })
        {
            Assert.Equal(name, (await sento.Inquire(number, bank)).Text("account_name"));
            Assert.Equal(
                name, (await singaPay.Name(bank, number)).Data.GetProperty("bank_account_name").GetString());
        }

        Assert.Equal("209", (await sento.Inquire("404404", "014")).Code);
        Assert.Equal("SP014", (await singaPay.Name("002", "404404")).Code);
        Assert.Equal(
            ["bank-a", "old-oy"],
            await Count.Ask<string[]>(database, "select array_agg(distinct route) from provider_questions"));
    }

    static string Key => Path.Combine(SnapPartner.SandboxFolder, "toko-maju.private.pem");
}
