using Microsoft.AspNetCore.Routing;
using Periksa.Wire.Http;
using Periksa.Wire.Sento;

namespace Periksa.Dialects.Oy;

/// <summary>Oy: Sento to the byte, but for the header that names the caller.</summary>
public sealed class OyDialect : IDialect, IHasCredentials
{
    static readonly SentoVendor Vendor = new(new("oy"), "Oy", Username: "x-oy-username");

    public string Name => Vendor.Dialect;

    public string Prefix => "/oy";

    public CredentialShape Credentials { get; } = new(SharedSecret.ShownKey, "@-%%%%%%") { IsPriced = true };

    public void Map(IEndpointRouteBuilder routes) => SentoRoutes.Map(routes, Vendor);
}
