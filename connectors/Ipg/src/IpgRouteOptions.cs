using Periksa.Inquiries;
using Periksa.Wire.Ipg;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Ipg;

/// <summary>Settings of a route to another gateway of IPG's.</summary>
public sealed record IpgRouteOptions
{
    /// <summary>The route's name in the settings.</summary>
    public required RouteName Name { get; init; }

    /// <summary>The address that the path is put behind.</summary>
    public required Uri ServiceBase { get; init; }

    /// <summary>The name that we have there; <c>null</c> where we are known by our address.</summary>
    public string? ClientName { get; init; }

    /// <summary>Signs what is asked.</summary>
    public required string ApiKey { get; init; }

    public string Path { get; init; } = Channels.InquiryPath;

    /// <summary><see cref="LateMode.None"/>, or <see cref="LateMode.Repeat"/>.</summary>
    public LateMode Late { get; init; }

    public LateTimes Times { get; init; } = LateTimes.Usual;

    /// <summary>The time that an answer may take.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The proxy, the certificates and whatever else connecting needs.</summary>
    public ProviderClientOptions Connection { get; init; } = new();

    /// <summary>The name alone: the rest holds a secret.</summary>
    public override string ToString() => Name.Value;
}
