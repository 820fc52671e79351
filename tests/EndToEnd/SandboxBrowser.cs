using System.Net;
using System.Text.RegularExpressions;
using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>A sandbox of its own, and a browser at it that runs no script, keeps cookies, and goes nowhere by
/// itself.</summary>
sealed partial class SandboxBrowser : IAsyncDisposable
{
    readonly HostProcess _host;

    SandboxBrowser(HostProcess host)
    {
        _host = host;
        Client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true })
        {
            BaseAddress = host.Client.BaseAddress,
        };
    }

    public HttpClient Client { get; }

    public HostProcess Host => _host;

    public static async Task<SandboxBrowser> Open() =>
        new(await HostProcess.Start(("ConnectionStrings__Periksa", await TestServer.CreateDatabase())));

    /// <summary>The token that a page's forms send back.</summary>
    public async Task<string> Token(string page) =>
        WebUtility.HtmlDecode(Field.Match(await Client.GetStringAsync(page)).Groups[1].Value);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }

    [GeneratedRegex("name=\"_form\" value=\"([^\"]+)\"")]
    private static partial Regex Field { get; }
}
