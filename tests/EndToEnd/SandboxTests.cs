using System.Net;
using System.Net.Http.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What a sandbox answers whatever happened before.</summary>
public sealed class SandboxTests(SandboxTests.Sandbox sandbox) : IClassFixture<SandboxTests.Sandbox>
{
    [Theory]
    [InlineData("008", "12341234", "000", "John Doe")]
    [InlineData("014", "8753293240", "000", "Test BCA")]
    [InlineData("014", "0123456789", "000", "John Doe")]
    [InlineData("014", "1239812390", "000", "Siti Nurhaliza")]
    [InlineData("002", "200531000000017985", "000", "Budi Santoso")]
    [InlineData("002", "1234567890000", "000", "Cengkal Marpaung")]
    [InlineData("009", "0009876543", "000", "PT Sumber Rejeki Abadi")]
    [InlineData("451", "7123456789", "000", "H. Muhammad Rizky Pratama")]
    [InlineData("gopay", "081234567890", "000", "Dewi Lestari")]
    [InlineData("014", "5550000001", "209", null)]
    [InlineData("014", "9900000007", "209", null)]
    [InlineData("014", "9900000005", "500", null)]
    [InlineData("014", "9900000006", "500", null)]
    [InlineData("014", "9900000008", "209", null)]
    [InlineData("999", "12341234", "205", null)]
    public async Task Knows_its_accounts(string bank, string account, string code, string? name)
    {
        var reply = await Sento.Toko(sandbox.Host).Inquire(account, bank);

        Assert.Equal((code, name), (reply.Code, reply.Text("account_name")));
    }

    [Theory]
    [InlineData("tokomaju", "sento-sandbox-tokomaju-7Qm2", "000")]
    [InlineData("warungjaya", "sento-sandbox-warungjaya-9Xk4", "000")]
    [InlineData("kiostutup", "sento-sandbox-kiostutup-1Zp8", "202")]
    [InlineData("tokomaju", "sento-sandbox-warungjaya-9Xk4", "208")]
    [InlineData("nobody", "sento-sandbox-tokomaju-7Qm2", "201")]
    public async Task Knows_its_partners(string username, string key, string code) =>
        Assert.Equal(code, (await new Sento(sandbox.Host.Client, username, key).Inquire()).Code);

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"seconds\":0}")]
    [InlineData("{\"seconds\":-5}")]
    [InlineData("{\"seconds\":1.5}")]
    [InlineData("{\"seconds\":\"5\"}")]
    [InlineData("{\"seconds\":315360001}")]
    [InlineData("{\"seconds\":99999999999999999999}")]
    [InlineData("nonsense")]
    public async Task Moves_its_clock_by_whole_seconds_forward_only(string body)
    {
        var reply = await sandbox.Host.Client.PostAsync("/sandbox/clock/advance", new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains("86400", await reply.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("toko-maju", "1", HttpStatusCode.BadRequest)]
    [InlineData("toko-maju", "0.00", HttpStatusCode.BadRequest)]
    [InlineData("toko-maju", "92233720368547758.07", HttpStatusCode.BadRequest)]
    [InlineData("toko-maju", "-5.00", HttpStatusCode.BadRequest)]
    [InlineData("nobody", "5.00", HttpStatusCode.NotFound)]
    public async Task Takes_deposits_of_money_only(string partner, string amount, HttpStatusCode status)
    {
        var reply = await sandbox.Host.Client.PostAsJsonAsync($"/sandbox/partners/{partner}/deposit", new { amount });

        Assert.Equal(status, reply.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Host", "evil.example")]
    public async Task Is_no_toy_for_web_pages(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/reset");
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.Host.Client.SendAsync(request)).StatusCode);
    }

    /// <summary>One host for all of these.</summary>
    public sealed class Sandbox : IAsyncLifetime
    {
        public HostProcess Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Host = await HostProcess.Start(("ConnectionStrings__Periksa", await TestServer.CreateDatabase()));

        public async ValueTask DisposeAsync() => await Host.DisposeAsync();
    }
}
