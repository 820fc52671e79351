using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What operators do by verbs, and what callers of a running host notice.</summary>
public sealed class OperatorStories
{
    /// <summary>The sandbox's callers: their dialect and name, the secret they have, and a request of theirs that is
    /// proved by a secret.</summary>
    internal static readonly (string Dialect, string Name, string Secret,
        Func<HttpClient, string, Task<string>> Ask)[] Callers =
    [
        ("sento", "tokomaju", "sento-sandbox-tokomaju-7Qm2",
            async (http, key) => (await new Sento(http, "tokomaju", key).List()).Code),
        Snap(SnapDialect.Paydia),
        Snap(SnapDialect.IFortepay),
        Snap(SnapDialect.Standard),
        ("singapay", SingaPay.Toko.PartnerId, SingaPay.Toko.Secret, AskForToken),
        ("ipg-channel", "bank-strict", Ipg.StrictKey,
            async (http, key) => (await new Ipg(http).InquireSigned("0090011234567890", key)).Rc),
        ("ipg-biller", "toko-maju", Ipg.BillerKey,
            async (http, key) => $"{(await new Ipg(http, key).Biller(HttpMethod.Get, "")).Http}"),
    ];

    static (string, string, string, Func<HttpClient, string, Task<string>>) Snap(SnapDialect dialect)
    {
        var toko = SnapPartner.Toko(dialect);
        return (dialect.Name, toko.ClientId, toko.Secret,
            async (http, secret) => (await new Snap(http, toko with { Secret = secret }).Inquire()).Code);
    }

    static async Task<string> AskForToken(HttpClient http, string secret)
    {
        try
        {
            await new SingaPay(http, SingaPay.Toko with { Secret = secret }).Token();
            return "a token";
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException)
        {
            return "no token";
        }
    }

    [Fact]
    public async Task A_rotated_secret_and_the_one_before_open_the_door_for_a_day_and_then_the_new_one_alone()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var rotated = new List<(Func<string, Task<string>> Ask, string Welcome, string Old, string New)>();
        foreach (var (dialect, name, old, ask) in Callers)
        {
            var welcome = await ask(host.Client, old);
            Assert.NotEqual(welcome, await ask(host.Client, "a-wrong-one"));
            var issued = await Verb.Do(database, "credential", "rotate", dialect, name);
            rotated.Add((secret => ask(host.Client, secret), welcome, old, issued.Text("secret")));
        }

        foreach (var (ask, welcome, old, present) in rotated)
        {
            await Eventually.Is(async () => await ask(present) == welcome);
            Assert.Equal(welcome, await ask(old));
        }

        await new SandboxControls(host).Advance(TimeSpan.FromHours(24.1));
        foreach (var (ask, welcome, old, present) in rotated)
        {
            Assert.Equal(welcome, await ask(present));
            Assert.NotEqual(welcome, await ask(old));
        }

        await SeeNoSecret(database, host, rotated.Select(one => one.New));
    }

    // After its first showing, whoever is asked.
    static async Task SeeNoSecret(string database, HostProcess host, IEnumerable<string> secrets)
    {
        var seen = host.Output;
        foreach (var list in (string[][])[["credential", "list"], ["audit"]])
        {
            seen += (await Verb.Run(database, list)).Output;
            seen += (await Verb.Run(database, [.. list, "--json"])).Output;
        }

        Assert.Contains("credential.rotate", seen, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, seen, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_revoked_credential_and_its_tokens_are_nobodys_on_every_host_within_a_second()
    {
        var database = await TestServer.CreateDatabase();
        await using var one = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await using var other = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        var toko = EndToEnd.Tests.Snap.Toko(one, SnapDialect.Paydia);
        Assert.Equal("2004200", (await toko.Inquire()).Code);
        Assert.Equal("2004200", (await toko.At(other).Inquire()).Code);

        await Verb.Do(database, "credential", "revoke", "paydia", toko.Partner.ClientId, "--reason", "left us");

        // A second, and what a busy machine takes to ask.
        await Eventually.Is(
            async () => (await toko.Inquire()).Http is HttpStatusCode.Unauthorized
                && (await toko.At(other).Inquire()).Http is HttpStatusCode.Unauthorized,
            patienceSeconds: 3);

        // Issued anew with its key, it is another: a token of before proves nothing.
        using var key = RSA.Create(2048);
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.pem");
        await File.WriteAllTextAsync(file, key.ExportSubjectPublicKeyInfoPem());
        var again = await Verb.Do(
            database,
            "credential", "issue", "toko-maju", "paydia", "--name", toko.Partner.ClientId, "--public-key", file);
        File.Delete(file);
        var anew = new Snap(one.Client, toko.Partner with { Secret = again.Text("secret"), Key = key });
        await Eventually.Is(async () => (await anew.Send(anew.PrepareToken())).Code == "2007300");
        Assert.Equal("2004200", (await anew.Inquire()).Code);
        var stale = new Snap(one.Client, anew.Partner);
        stale.Keep(await toko.Token());
        Assert.Equal(HttpStatusCode.Unauthorized, (await stale.Inquire()).Http);
    }

    [Fact]
    public async Task A_verb_that_is_killed_midway_leaves_nothing_half_done()
    {
        var database = await TestServer.CreateDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database)))
        {
            // It has made the schema.
        }

        await using (await Blocker.Lock(database, "lock table audit_entries in exclusive mode"))
        {
            var start = new ProcessStartInfo(
                "dotnet", [HostProcess.Dll, "partner", "add", "halfway", "--name", "Half"]);
            start.Environment["ConnectionStrings__Periksa"] = database;
            using var verb = Process.Start(start)!;
            await Eventually.Is(async () => await Count.Ask<bool>(
                database,
                """
                select exists (select from pg_stat_activity where datname = current_database()
                               and wait_event_type = 'Lock' and query like '%audit_entries%')
                """));
            verb.Kill();
            await verb.WaitForExitAsync();
        }

        var (code, _, errors) = await Verb.Run(database, "partner", "show", "halfway");
        Assert.Equal(1, code);
        Assert.Contains("no partner halfway", errors, StringComparison.Ordinal);
        Assert.Equal("halfway", (await Verb.Do(database, "partner", "add", "halfway", "--name", "Half")).Text("id"));
    }

    [Fact]
    public async Task A_shell_without_the_hosts_environment_changes_nothing_in_production()
    {
        var database = await TestServer.CreateDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production")))
        {
            // It has stamped the database.
        }

        var (code, output, errors) = await Verb.Run(database, "partner", "add", "toko", "--name", "Toko");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Periksa__Mode=production", errors, StringComparison.Ordinal);
        Assert.Equal(0, await Count.Ask<int>(database, "select count(*) from partners"));
    }

    [Fact]
    public async Task In_a_sandbox_the_verbs_find_the_private_database_without_a_setting()
    {
        var folder = TestServer.TemporaryFolder();
        (string, string)[] settings = [("PERIKSA_DATA", folder), ("Periksa__MasterKey", "")];
        var (code, _, errors) = await HostProcess.Run("", settings, "partner", "list");
        Assert.Equal(1, code);
        Assert.Contains("periksa serve", errors, StringComparison.Ordinal);

        await using (var host = await HostProcess.Start(settings))
        {
            (code, var output, errors) = await HostProcess.Run(
                "", settings, "credential", "issue", "toko-maju", "sento", "--name", "tokomaju2", "--json");
            Assert.Equal((0, ""), (code, errors));

            var issued = JsonElement.Parse(output);
            await Eventually.Is(async () =>
                (await new Sento(host.Client, "tokomaju2", issued.Text("secret")).Inquire()).Code == "000");
        }

        Directory.Delete(folder, recursive: true);
    }
}
