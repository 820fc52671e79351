using System.Net;
using System.Net.Http.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

public sealed class ModeTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://*:0")]
    [InlineData("http://127.0.0.1:0;http://192.0.2.1:0")]
    public async Task A_sandbox_serves_this_machine_only(string urls)
    {
        var (code, said) = await HostProcess.Refused(("ASPNETCORE_URLS", urls));

        Assert.Equal(1, code);
        Assert.Contains("Periksa__Sandbox__AnyAddress", said);
    }

    [Fact]
    public async Task Production_refuses_to_start_with_a_sandbox_credential_in_use()
    {
        var database = await TestServer.CreateDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database)))
        {
            // It has loaded the sandbox world.
        }

        // Under another name, too.
        await Count.Ask<int>(
            database, "update credentials set name = 'renamed-tokomaju' where name = 'tokomaju' returning 1");
        await TestServer.ExecuteAsSuperuser(database, """
            set session_replication_role = replica;
            update deployment set mode = 'production';
            """);

        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production"));

        Assert.Equal(1, code);
        Assert.Contains("tokomaju", said);
        Assert.DoesNotContain("sento-sandbox-tokomaju", said);
    }

    [Theory]
    [InlineData("sandbox", true)]
    [InlineData("production", false)]
    public async Task The_sandbox_is_loaded_in_sandbox_mode_alone(string mode, bool isLoaded)
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", database), ("Periksa__Mode", mode));
        await host.Client.GetAsync("/api/account-inquiry");

        var mapped = await File.ReadAllTextAsync($"/proc/{host.Id}/maps");
        Assert.Contains("Periksa.Gateway.dll", mapped, StringComparison.Ordinal);
        Assert.Equal(isLoaded, mapped.Contains("Periksa.Sandbox.dll", StringComparison.Ordinal));
        Assert.Equal(isLoaded, mapped.Contains("Periksa.Connectors.Sandbox.dll", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sandbox", "production")]
    [InlineData("production", "sandbox")]
    public async Task A_database_stays_with_the_mode_that_it_was_first_used_in(string first, string second)
    {
        var database = await TestServer.CreateDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database), ("Periksa__Mode", first)))
        {
            // It has stamped the database.
        }

        foreach (var table in new[] { "callback_endpoints", "credentials" })
        {
            await Count.Ask<long>(
                database, $"with gone as (delete from {table} returning 1) select count(*) from gone");
        }

        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", database), ("Periksa__Mode", second));

        Assert.Equal(1, code);
        Assert.Contains($"Periksa__Mode={first}", said);
        Assert.Equal(0, await Count.Ask<int>(database, "select count(*) from credentials"));
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "foo", "ASPNETCORE_URLS")]
    [InlineData("ConnectionStrings__Periksa", "garbage", "ConnectionStrings__Periksa")]
    [InlineData("Periksa__Journal__Writers", "0", "Writers")]
    public async Task A_setting_that_makes_no_sense_is_refused_in_a_sentence(string name, string value, string names)
    {
        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), (name, value));

        Assert.Equal(1, code);
        Assert.Contains(names, said);
        Assert.DoesNotContain("   at ", said);
    }

    [Fact]
    public async Task Production_has_no_sandbox_and_makes_up_no_answer()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production"));

        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/sandbox/clock")).StatusCode);
        Assert.Equal("201", (await Sento.Toko(host).Inquire()).Code);

        await Count.Ask<int>(database, "insert into partners (id, name) values ('p', 'P') returning 1");
        await Count.Ask<int>(database, """
            insert into credentials (dialect, name, partner, api_key_hash)
            values ('sento', 'p', 'p', sha256('a-long-random-key')) returning 1
            """);
        await Count.Ask<int>(database, "insert into prices values ('p', 'sento', '2020-01-01', 100000) returning 1");
        await Task.Delay(1000);

        var reply = await new Sento(host.Client, "p", "a-long-random-key").Inquire();
        Assert.Equal("500", reply.Code);   // no way to any bank is configured
        Assert.Equal(0, await Count.Ask<int>(database, "select count(*) from invoices"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sandbox:0P2rX4nBpTNlbVUmgNdCzCvvSNdrdJmD")]   // too short
    [InlineData("no-colon")]
    public async Task Production_refuses_to_start_without_a_master_key_of_its_own(string key)
    {
        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            ("Periksa__Mode", "production"),
            ("Periksa__MasterKey", key));

        Assert.Equal(1, code);
        Assert.Contains("openssl rand -base64 32", said);
    }

    [Fact]
    public async Task Secrets_that_no_master_key_opens_are_named_at_the_start()
    {
        var database = await TestServer.CreateDatabase();
        await using (await HostProcess.Start(("ConnectionStrings__Periksa", database)))
        {
            // It has sealed the sandbox's secrets with the tests' key.
        }

        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", database),
            ("Periksa__MasterKey", $"other:{Convert.ToBase64String(new byte[32])}"));

        Assert.Equal(1, code);
        Assert.Contains("paydia 8f548c9c439139b2285269e56db6b8ed", said);
    }

    [Fact]
    public async Task Production_makes_itself_no_database_unless_it_is_told_to()
    {
        var (code, said) = await HostProcess.Refused(
            ("Periksa__Mode", "production"), ("ConnectionStrings__Perikza", await TestServer.CreateDatabase()));

        Assert.Equal(1, code);
        Assert.Contains("Periksa__PrivateDatabase=true", said);
    }

    [Fact]
    public async Task A_setting_that_means_nothing_is_refused_with_the_nearest_that_does()
    {
        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            ("Periksa__Journal__Writrs", "3"),
            ("Periksa__Dialects__Sento__Prefx", "/partners"),
            ("Periksa__Proxy__0", "127.0.0.1"),
            ("Periksa__Retention__Days", "90"));

        Assert.Equal(1, code);
        Assert.Contains("Periksa__Journal__Writrs means nothing: did you mean Periksa__Journal__Writers?", said);
        Assert.Contains("Periksa__Dialects__Sento__Prefx means nothing: did you mean "
            + "Periksa__Dialects__sento__Prefix?", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Periksa__Proxy__0 means nothing: did you mean Periksa__Proxies__0?", said);
        Assert.DoesNotContain("Retention", said);
    }

    [Fact]
    public async Task A_mode_that_is_none_is_refused() =>
        Assert.Contains("sandbox", (await HostProcess.Refused(("Periksa__Mode", "test"))).Output);

    [Fact]
    public async Task Only_configured_proxies_are_believed_and_any_number_of_them_in_a_row()
    {
        var database = await TestServer.CreateDatabase();
        await using var trusting = await HostProcess.Start(
            ("ConnectionStrings__Periksa", database),
            ("Periksa__Proxies__0", "127.0.0.0/8"),
            ("Periksa__Proxies__1", "10.9.9.9"));
        await using var plain = await HostProcess.Start(("ConnectionStrings__Periksa", database));

        // Without a registered address a channel is nobody; the sandbox's is this machine's.
        Assert.Equal(HttpStatusCode.Unauthorized, await BillFrom(trusting, "203.0.113.9"));
        Assert.Equal(HttpStatusCode.Unauthorized, await BillFrom(trusting, "203.0.113.9, 127.0.0.1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await BillFrom(trusting, "127.0.0.1, 203.0.113.9"));
        Assert.Equal(HttpStatusCode.Unauthorized, await BillFrom(trusting, "203.0.113.9, 10.9.9.9, 127.0.0.1"));
        Assert.Equal(HttpStatusCode.OK, await BillFrom(trusting, "127.0.0.1, 10.9.9.9, 127.0.0.1"));
        Assert.Equal(HttpStatusCode.OK, await BillFrom(plain, "203.0.113.9"));

        (string, string)[] hidden =
            [("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=127.0.0.1"), ("X-Real-IP", "127.0.0.1")];
        foreach (var header in hidden)
            Assert.Equal(HttpStatusCode.NotFound, await Clock(plain, header, ("X-Original-For", "[::1]:1")));

        Assert.Equal(HttpStatusCode.OK, await Clock(plain));
        Assert.Equal(HttpStatusCode.OK, await Clock(trusting));
        Assert.Equal(HttpStatusCode.OK, await Clock(trusting, ("X-Forwarded-For", "127.0.0.1"), hidden[2]));
        Assert.Equal(HttpStatusCode.NotFound, await Clock(trusting, ("X-Forwarded-For", "192.0.2.7")));
        Assert.Equal(HttpStatusCode.NotFound, await Clock(trusting, ("X-Forwarded-For", "nobody")));
        Assert.Equal(HttpStatusCode.NotFound, await Clock(trusting, ("X-Forwarded-For", "")));
        Assert.Equal(HttpStatusCode.NotFound, await Clock(trusting, ("X-Real-IP", "127.0.0.1")));
    }

    static async Task<HttpStatusCode> BillFrom(HostProcess host, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/ch/inquiry")
        {
            Content = JsonContent.Create(new
            {
                va_number = "0090011234567890",
                ref_id = "1",
                terminal_id = "atm",
                transaction_date = "2026-11-28 10:00:00",
            }),
        };
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        return (await host.Client.SendAsync(request)).StatusCode;
    }

    static async Task<HttpStatusCode> Clock(HostProcess host, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sandbox/clock");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        return (await host.Client.SendAsync(request)).StatusCode;
    }
}
