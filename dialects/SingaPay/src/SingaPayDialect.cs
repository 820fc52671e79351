using Microsoft.AspNetCore.Routing;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay;

/// <summary>SingaPay: disbursements, with webhooks.</summary>
public sealed class SingaPayDialect : IDialect, IHasCredentials
{
    public string Name => Auth.Dialect;

    public CredentialShape Credentials { get; } =
        new(SharedSecret.SigningSecret, "%%%%%%%%-%%%%-4%%%-8%%%-%%%%%%%%%%%%")
        {
            ClientIdTemplate = new('%', 32),
            HasFees = true,
        };

    public Type Callbacks => typeof(SingaPayCallbacks);

    public void Map(IEndpointRouteBuilder routes) => routes.MapSingaPay();
}
