using System.Net;
using System.Text.RegularExpressions;

namespace Periksa.EndToEnd.Tests;

/// <summary>A browser at a sandbox that runs no script, keeps cookies, and goes nowhere by itself.</summary>
sealed partial class SandboxBrowser(HostProcess host) : IDisposable
{
    public HttpClient Client { get; } = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true })
    {
        BaseAddress = host.Client.BaseAddress,
    };

    public HostProcess Host => host;

    /// <summary>The token that a page's forms send back.</summary>
    public async Task<string> Token(string page) =>
        WebUtility.HtmlDecode(Field.Match(await Client.GetStringAsync(page)).Groups[1].Value);

    public void Dispose() => Client.Dispose();

    [GeneratedRegex("name=\"_form\" value=\"([^\"]+)\"")]
    private static partial Regex Field { get; }
}
