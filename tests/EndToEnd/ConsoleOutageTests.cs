using System.Net;
using System.Text.Json;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>What operators see while the database is away, or stands still.</summary>
public sealed class ConsoleOutageTests : IAsyncLifetime
{
    const string Away = "The database does not answer";

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    readonly string _folder = TestServer.TemporaryFolder();
    Node _database = null!;
    HostProcess _host = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Node.Create(_folder);
        _host = await HostProcess.Start(("ConnectionStrings__Periksa", _database.ConnectionString));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Pages_say_so_show_what_they_can_and_come_back_when_it_is_gone()
    {
        await Show("/console/", HttpStatusCode.OK, Away, isSaid: false);

        _database.Stop("immediate");
        await ShowWhatCanBe();
        _database.Start();

        await Eventually.Is(_host.IsReady);
        await Show("/console/", HttpStatusCode.OK, Away, isSaid: false);
        await Show("/console/inquiries", HttpStatusCode.OK, Away, isSaid: false);
    }

    [Fact]
    public async Task Pages_say_so_show_what_they_can_and_come_back_when_it_stands_still()
    {
        await Show("/console/", HttpStatusCode.OK, Away, isSaid: false);

        _database.Freeze();
        try
        {
            await ShowWhatCanBe();
        }
        finally
        {
            _database.Thaw();
        }

        await Eventually.Is(_host.IsReady);
        await Show("/console/inquiries", HttpStatusCode.OK, Away, isSaid: false);
    }

    [Fact]
    public async Task A_host_that_has_shown_no_page_yet_says_so_too()
    {
        _database.Stop("immediate");

        await ShowWhatCanBe();
    }

    [Fact]
    public async Task Whoever_is_signed_in_sees_what_the_host_knows_by_itself()
    {
        await using var database = await Node.Create(_folder);
        (string, string)[] settings =
            [("ConnectionStrings__Periksa", database.ConnectionString), ("Periksa__Mode", "production")];
        await using var host = await HostProcess.Start(settings);
        var address = ("Periksa__Operator__Urls", host.OperatorAddress.ToString().TrimEnd('/'));
        var (_, output, _) = await HostProcess.Run(
            "", [.. settings, address], "operator", "invite", "ayu", "--role", "admin", "--json");
        using var browser = new Browser(host);
        using var stranger = new Browser(host);
        await browser.TakeUp(JsonElement.Parse(output).Text("link"), ConsoleHosts.Password);

        foreach (var isFrozen in (bool[])[true, false])
        {
            (await browser.Get("settings")).Is(HttpStatusCode.OK);
            if (isFrozen)
                database.Freeze();
            else
                database.Stop("immediate");

            Assert.Contains(
                "Periksa__Mode", (await browser.Get("settings").WaitAsync(Soon)).Is(HttpStatusCode.OK).Text,
                StringComparison.Ordinal);
            (await browser.Get("audit").WaitAsync(Soon)).Is(HttpStatusCode.ServiceUnavailable);
            (await stranger.Get("settings").WaitAsync(Soon)).LeadsToSignIn();
            if (isFrozen)
                database.Thaw();
            else
                database.Start();

            await Eventually.Is(host.IsReady);
        }
    }

    async Task ShowWhatCanBe()
    {
        await Show("/console/", HttpStatusCode.OK, Away, isSaid: true);
        await Show("/console/inquiries", HttpStatusCode.ServiceUnavailable, Away, isSaid: true);
        await Show("/console/audit", HttpStatusCode.ServiceUnavailable, Away, isSaid: true);
        await Show("/console/settings", HttpStatusCode.OK, "ConnectionStrings__Periksa", isSaid: true);
        await Show("/console/requests", HttpStatusCode.OK, "Requests", isSaid: true);
    }

    async Task Show(string path, HttpStatusCode status, string text, bool isSaid)
    {
        using var said = await _host.Client.GetAsync(path);
        var html = await said.Content.ReadAsStringAsync();

        Assert.Equal((path, status), (path, said.StatusCode));
        Assert.True(isSaid == html.Contains(text, StringComparison.Ordinal), $"{path}: {html}");
    }
}
