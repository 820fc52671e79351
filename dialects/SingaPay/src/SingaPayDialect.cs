using Microsoft.AspNetCore.Routing;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay;

/// <summary>SingaPay: disbursements, with webhooks.</summary>
public sealed class SingaPayDialect : IDialect
{
    public string Name => Auth.Dialect;

    public Type Callbacks => typeof(SingaPayCallbacks);

    public void Map(IEndpointRouteBuilder routes) => routes.MapSingaPay();
}
