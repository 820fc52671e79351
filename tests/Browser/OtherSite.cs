using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Periksa.Browser.Tests;

/// <summary>Somebody else's web site, which an operator happens to look at.</summary>
sealed class OtherSite : IAsyncDisposable
{
    readonly WebApplication _app;

    OtherSite(WebApplication app) => _app = app;

    /// <summary>By this machine's address: another origin of the same site as a sandbox's.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>By its name, which makes it another site.</summary>
    public Uri Elsewhere => new($"http://localhost:{Address.Port}/");

    /// <summary>Opens one that answers everything with this page.</summary>
    public static async Task<OtherSite> Open(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new OtherSite(builder.Build());
        site._app.Run(http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            return http.Response.WriteAsync($"<!DOCTYPE html><title>Elsewhere</title>{html}");
        });
        await site._app.StartAsync();
        return site;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
