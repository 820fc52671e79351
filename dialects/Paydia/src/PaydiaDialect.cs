using Microsoft.AspNetCore.Routing;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Paydia;

/// <summary>Paydia: SNAP service 42.</summary>
public sealed class PaydiaDialect : IDialect, IHasCredentials
{
    public string Name => PaydiaEndpoints.Vendor.Dialect;

    public CredentialShape Credentials { get; } =
        new(SharedSecret.SigningSecret, new('%', 32)) { NameLengthMaximum = 36, HasPublicKey = true };

    public void Map(IEndpointRouteBuilder routes) => routes.MapPaydia();
}
