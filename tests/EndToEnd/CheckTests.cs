using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What an operator hears of the rows that hosts will read, without starting one.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task Names_who_is_refused_and_why_and_ends_with_1()
    {
        var database = await TestServer.CreateEmptyDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database)))
        {
            // It has loaded the sandbox world.
        }

        var (exitCode, output, errors) = await Run(database);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches(@"\n\d+ credentials, none of them refused\z", output);

        await Count.Ask<int>(
            database,
            "insert into credentials (dialect, name, partner) values ('paidya', 'typo', 'toko-maju') returning 1");
        (exitCode, output, errors) = await Run(database);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("paidya typo: no dialect is called so", output.Split('\n')[^1], StringComparison.Ordinal);
        Assert.Matches(@"\Aperiksa: Refused credentials: 1 of \d+; [^\n]*\z", errors);
    }

    [Fact]
    public async Task Refuses_another_master_key_and_another_mode_as_a_host_would()
    {
        var database = await TestServer.CreateEmptyDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database)))
        {
            // It has sealed the sandbox's secrets with the tests' key.
        }

        var (exitCode, output, errors) = await Run(
            database, ("Periksa__MasterKey", $"other:{Convert.ToBase64String(new byte[32])}"));
        Assert.Equal(1, exitCode);
        Assert.Contains("paydia 8f548c9c439139b2285269e56db6b8ed: no master key", output, StringComparison.Ordinal);
        Assert.Contains("The master key given here opens no secret", errors, StringComparison.Ordinal);

        await Count.Ask<long>(
            database,
            """
            with urls as (delete from callback_endpoints returning 1), gone as (delete from credentials returning 1)
            select count(*) from gone
            """);
        (exitCode, _, errors) = await Run(database, ("Periksa__Mode", "production"));
        Assert.Equal(1, exitCode);
        Assert.Contains("Periksa__Mode=sandbox", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_the_settings_that_hold_and_no_secret()
    {
        var key = $"2026b:{Convert.ToBase64String(new byte[32])}";
        var (exitCode, output, errors) = await Run(
            "Host=/nowhere/at/all;Database=none;Username=p;Password=very-secret",
            ("Periksa__MasterKey", key),
            ("Periksa__FormerMasterKeys__0", key.Replace("2026b", "2026a")),
            ("Periksa__Journal__Writers", "3"),
            ("Periksa__Connectors__bca__Kind", "snap"),
            ("Periksa__Connectors__bca__HmacSecret", "also-secret"),
            ("Periksa__Connectors__bca__PrivateKeyFile", "/etc/periksa/bca.pem"));

        Assert.Equal(1, exitCode);   // there is no database there
        Assert.Contains("The database does not answer", errors, StringComparison.Ordinal);
        foreach (var line in new[]
        {
            "Periksa__MasterKey = 2026b:(masked)",
            "Periksa__FormerMasterKeys__0 = 2026a:(masked)",
            "Periksa__Journal__Writers = 3",
            "Periksa__Journal__GroupLimit = 512 (default)",
            "Periksa__Mode = sandbox (default)",
            "Periksa__Connectors__bca__HmacSecret = (masked)",
            "Periksa__Connectors__bca__PrivateKeyFile = /etc/periksa/bca.pem",
            "ASPNETCORE_URLS = http://127.0.0.1:8080",
        })
        {
            Assert.Contains(line, output.Split('\n'));
        }

        Assert.Contains("Username=p;Password=(masked)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(new byte[32]), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_of_the_database_the_clock_the_secrets_and_who_gives_an_access_token()
    {
        var database = await TestServer.CreateDatabase();
        await using var provider = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database)))
        {
            // It has sealed the sandbox's secrets.
        }

        var settings = ProviderSettings.At(provider, "standard");
        var (exitCode, output, errors) = await Run(database, settings);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches(@"(?m)^database: PostgreSQL \d+[^,]*, schema \d{3}$", output);
        Assert.Matches(@"(?m)^role: hosts come as periksa, who may change the tables themselves$", output);
        Assert.Matches(@"(?m)^clock: -?0\.\d{3} s ahead of the database's$", output);
        Assert.Matches(@"(?m)^secrets: under the master key \w+$", output);
        Assert.Matches(@"(?m)^connector \S+: an access token is there$", output);

        // What was asked for is kept for the hosts, and one that a wrong secret gets is not there.
        Assert.Equal(1, await Count.Ask<int>(database, "select count(*) from provider_tokens"));
        await Count.Ask<int>(
            database, "with gone as (delete from provider_tokens returning 1) select count(*) from gone");
        (exitCode, output, errors) = await Run(
            database, [.. settings, ($"Periksa__Connectors__{ProviderSettings.Route}__ClientKey", "NOBODY")]);
        Assert.Equal(1, exitCode);
        Assert.Matches(@"(?m)^connector \S+: HTTP 401 instead of an access token$", output);
        Assert.Matches(@"\Aperiksa: No access token was to be had of \S+: [^\n]*\z", errors);
    }

    [Fact]
    public async Task Refuses_a_setting_that_means_nothing()
    {
        var (exitCode, _, errors) = await Run(await TestServer.CreateEmptyDatabase(), ("Periksa__Drainseconds_", "5"));

        Assert.Equal(1, exitCode);
        Assert.Contains("did you mean Periksa__DrainSeconds?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Makes_nothing_where_there_is_nothing()
    {
        var database = await TestServer.CreateEmptyDatabase();
        var folder = TestServer.TemporaryFolder();

        var (exitCode, _, errors) = await Run(database);
        Assert.Equal(1, exitCode);
        Assert.Matches(@"\Aperiksa: The database lacks this build's schema files [^\n]*migrate\.\z", errors);
        Assert.Equal(0, await Count.Ask<int>(
            database, "select count(*) from pg_class where relnamespace = 'public'::regnamespace"));

        (exitCode, _, errors) = await Run("Host=/nowhere/at/all;Database=none");
        Assert.Equal(1, exitCode);
        Assert.Matches(@"\Aperiksa: The database does not answer[^\n]*\z", errors);

        (exitCode, _, errors) = await HostProcess.Run("", [("PERIKSA_DATA", folder)], "check");
        Assert.Equal((1, "periksa: No private database was made yet: there is nothing to check."), (exitCode, errors));
        Assert.False(Directory.Exists(folder));
    }

    static Task<(int ExitCode, string Output, string Errors)> Run(
        string database, params (string, string)[] settings) =>
        HostProcess.Run("", [("ConnectionStrings__Periksa", database), .. settings], "check");
}
