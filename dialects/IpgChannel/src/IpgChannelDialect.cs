using Microsoft.AspNetCore.Routing;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

/// <summary>IPG as bank channels speak it.</summary>
public sealed class IpgChannelDialect : IDialect
{
    public string Name => Auth.Dialect;

    public void Map(IEndpointRouteBuilder routes) => routes.MapIpgChannel();
}
