using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Snap;

/// <summary>SNAP itself, as banks speak it.</summary>
public sealed class SnapDialect : IDialect
{
    public string Name => SnapEndpoints.Vendor.Dialect;

    public string Prefix => "/openapi";

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapSnap(SnapSettings.Read(routes.ServiceProvider.GetRequiredService<IConfiguration>()));
}
