using Microsoft.AspNetCore.Routing;
using Periksa.Wire.Http;
using Periksa.Wire.Sento;

namespace Periksa.Dialects.Sento;

/// <summary>Sento. What it says is in <c>wire/Sento</c>, since Oy says the same.</summary>
public sealed class SentoDialect : IDialect, IHasCredentials
{
    static readonly SentoVendor Vendor =
        new(new("sento"), "Sento", Username: "x-username") { FormerUsername = "x-oy-username" };

    public string Name => Vendor.Dialect;

    public CredentialShape Credentials { get; } = new(SharedSecret.ShownKey, "@-%%%%%%") { IsPriced = true };

    public void Map(IEndpointRouteBuilder routes) => SentoRoutes.Map(routes, Vendor);
}
