using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Periksa.Tests.Support;

/// <summary>Serves one dialect in memory, with nothing around it.</summary>
public sealed class BareHost : IAsyncDisposable
{
    readonly WebApplication _app;

    BareHost(WebApplication app) => (_app, Client) = (app, app.GetTestClient());

    public HttpClient Client { get; }

    /// <param name="from">Where its requests come from: in memory there is no network to tell.</param>
    public static async Task<BareHost> Start(
        Action<IServiceCollection> services, Action<IEndpointRouteBuilder> map, IPAddress? from = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        services(builder.Services);

        var app = builder.Build();
        app.Use((http, next) =>
        {
            http.Connection.RemoteIpAddress = from;
            return next(http);
        });
        map(app);
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return _app.DisposeAsync();
    }
}
