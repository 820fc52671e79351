using Microsoft.AspNetCore.Routing;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IFortepay;

/// <summary>iFortepay: SNAP service 16, with callbacks.</summary>
public sealed class IFortepayDialect : IDialect, IHasCredentials
{
    public string Name => IFortepayEndpoints.Vendor.Dialect;

    public CredentialShape Credentials { get; } =
        new(SharedSecret.SigningSecret, "MCPD########") { NameLengthMaximum = 36, HasPublicKey = true };

    public Type Callbacks => typeof(IFortepayCallbacks);

    public void Map(IEndpointRouteBuilder routes) => routes.MapIFortepay();
}
