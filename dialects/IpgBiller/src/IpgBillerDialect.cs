using Microsoft.AspNetCore.Routing;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>IPG as billers speak it, with webhooks.</summary>
public sealed class IpgBillerDialect : IDialect
{
    public string Name => Auth.Dialect;

    public Type Callbacks => typeof(IpgBillerCallbacks);

    public void Map(IEndpointRouteBuilder routes) => routes.MapIpgBiller();
}
