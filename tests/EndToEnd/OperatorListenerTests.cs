using System.Net;
using System.Net.Sockets;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Operators come in by a listener of their own, which callers cannot talk their way into.</summary>
public sealed class OperatorListenerTests
{
    const string Metrics = "/metrics";
    const string Inquiry = "/api/account-inquiry";

    [Fact]
    public async Task Production_serves_operators_at_their_own_address_and_callers_at_theirs()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("Periksa__Mode", "production"));
        var operators = host.OperatorAddress;
        Assert.NotEqual(host.Address.Port, operators.Port);

        Assert.Equal(HttpStatusCode.OK, await Ask(host, operators, Metrics));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(host, host.Address, Metrics));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(host, host.Address, Metrics, ("Host", operators.Authority)));
        Assert.Equal(HttpStatusCode.OK, await Ask(host, operators, Metrics, ("Host", host.Address.Authority)));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(
            host, host.Address, Metrics, ("X-Forwarded-Host", operators.Authority), ("X-Forwarded-For", "127.0.0.1")));

        Assert.Equal(HttpStatusCode.NotFound, await Ask(host, operators, Inquiry));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(host, operators, "/nothing"));
        Assert.NotEqual(HttpStatusCode.NotFound, await Ask(host, host.Address, Inquiry));

        Assert.Equal(HttpStatusCode.OK, await Ask(host, operators, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await Ask(host, host.Address, "/health/ready"));
    }

    [Fact]
    public async Task What_callers_are_not_served_looks_as_if_it_were_not_there()
    {
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("Periksa__Mode", "production"));

        var (hidden, missing) = (await host.Client.GetAsync(Metrics), await host.Client.GetAsync("/metrix"));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal(await missing.Content.ReadAsStringAsync(), await hidden.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.PostAsync(Metrics, content: null)).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sandbox_serves_operators_of_this_machine_alone(bool isApart)
    {
        var operators = isApart ? $"http://127.0.0.1:{Ports.Free()}" : "";
        await using var host = await HostProcess.Start(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            ("Periksa__Operator__Urls", operators),
            ("Periksa__Sandbox__AnyAddress", "true"),
            ("Periksa__Proxies__0", "127.0.0.0/8"));
        var at = host.OperatorAddress;

        Assert.Equal(isApart, at.Port != host.Address.Port);
        foreach (var name in new[] { "localhost", "127.0.0.1", "[::1]", "LOCALHOST:1" })
            Assert.Equal(HttpStatusCode.OK, await Ask(host, at, Metrics, ("Host", name)));

        foreach (var value in new[] { "none", "same-origin", "same-site" })
            Assert.Equal(HttpStatusCode.OK, await Ask(host, at, Metrics, ("Sec-Fetch-Site", value)));

        foreach (var header in new[]
        {
            ("Host", "evil.example"), ("Host", "localhost.evil.example"), ("Host", "192.0.2.1"),
            ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-For", ""), ("Forwarded", "for=127.0.0.1"),
            ("X-Real-IP", "127.0.0.1"), ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example"),
            ("Origin", "null"),
        })
        {
            Assert.Equal(HttpStatusCode.NotFound, await Ask(host, at, Metrics, header));
        }

        if (isApart)
            Assert.Equal(HttpStatusCode.NotFound, await Ask(host, host.Address, Metrics));

        Assert.Equal(
            isApart ? HttpStatusCode.NotFound : HttpStatusCode.MethodNotAllowed, await Ask(host, at, Inquiry));
    }

    [Fact]
    public async Task A_sandbox_shows_operators_paths_to_nobody_on_the_network()
    {
        if (await Own() is not { } own)
            return;   // a machine with no address but its own loopback has nobody on its network

        var at = new Uri($"http://127.0.0.1:{Ports.Free()}");
        await using var host = await HostProcess.StartAt(
            at,
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            ("ASPNETCORE_URLS", $"http://0.0.0.0:{at.Port}"),
            ("Periksa__Sandbox__AnyAddress", "true"));

        Assert.Equal(HttpStatusCode.NotFound, await Ask(
            host, new($"http://{own}:{at.Port}"), Metrics, ("Host", "localhost")));
        Assert.Equal(HttpStatusCode.OK, await Ask(host, at, Metrics));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("nonsense")]
    [InlineData("http://unix:/tmp/periksa.sock")]
    [InlineData("http://127.0.0.1:8081/operators")]
    public async Task An_address_that_is_none_is_refused(string url)
    {
        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()), ("Periksa__Operator__Urls", url));

        Assert.Equal(1, code);
        Assert.Contains("Periksa__Operator__Urls", said);
        Assert.DoesNotContain("   at ", said);
    }

    [Fact]
    public async Task A_port_that_is_taken_or_the_callers_is_refused_in_a_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var database = await TestServer.CreateDatabase();

        var (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", database), ("Periksa__Mode", "production"),
            ("Periksa__Operator__Urls", $"http://{other.LocalEndpoint}"));
        Assert.Equal(1, code);
        Assert.Contains($"Operators cannot be served at http://{other.LocalEndpoint}", said);
        Assert.DoesNotContain("   at ", said);

        (code, said) = await HostProcess.Refused(
            ("ConnectionStrings__Periksa", database),
            ("ASPNETCORE_URLS", "http://127.0.0.1:18099"), ("Periksa__Operator__Urls", "http://[::1]:18099"));
        Assert.Equal(1, code);
        Assert.Contains("cannot share a port", said);
    }

    static async Task<HttpStatusCode> Ask(
        HostProcess host, Uri at, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(at, path));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var reply = await host.Client.SendAsync(request);
        return reply.StatusCode;
    }

    // An address of this machine that is not its loopback.
    static async Task<IPAddress?> Own() =>
        (await Dns.GetHostAddressesAsync(Dns.GetHostName(), AddressFamily.InterNetwork))
            .FirstOrDefault(address => !IPAddress.IsLoopback(address));
}
