using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Periksa.Host;

/// <summary>The address at which this host can be called from its own machine.</summary>
static class Served
{
    /// <summary>With the port really served; <c>null</c> before it is, or where only others can come in.</summary>
    public static Uri? At(IServiceProvider services)
    {
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

        var operators = services.GetRequiredService<OperatorListener>();
        foreach (var address in addresses)
        {
            // What is served on every address ("*", "+", 0.0.0.0) is served on this one.
            var binding = BindingAddress.Parse(address);
            if (binding is { Scheme: "http", IsUnixPipe: false, IsNamedPipe: false } && IsOurs(binding.Host)
                && !operators.Has(binding))
            {
                return new($"http://127.0.0.1:{binding.Port}");
            }
        }

        return null;
    }

    static bool IsOurs(string host) =>
        host is "*" or "+" or "localhost"
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address)
            && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
}
