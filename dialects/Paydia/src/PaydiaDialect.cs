using Microsoft.AspNetCore.Routing;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Paydia;

/// <summary>Paydia: SNAP service 42.</summary>
public sealed class PaydiaDialect : IDialect
{
    public string Name => PaydiaEndpoints.Vendor.Dialect;

    public void Map(IEndpointRouteBuilder routes) => routes.MapPaydia();
}
