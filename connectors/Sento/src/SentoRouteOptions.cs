using System.Collections.Frozen;
using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Sento;

/// <summary>Settings of a route to Sento.</summary>
public sealed record SentoRouteOptions
{
    /// <summary>The route's name in the settings.</summary>
    public required RouteName Name { get; init; }

    /// <summary>The address that the path is put behind, e.g. <c>https://partner.sento.id</c>.</summary>
    public required Uri ServiceBase { get; init; }

    public required string Username { get; init; }

    public required string ApiKey { get; init; }

    /// <summary>The header that names us; OY calls it <c>x-oy-username</c>.</summary>
    public string UserHeader { get; init; } = "x-username";

    public string Path { get; init; } = "/api/account-inquiry";

    /// <summary>The provider's words for banks, by their codes here; a bank that is not among them is called by its
    /// code.</summary>
    public IReadOnlyDictionary<string, string> BankCodes { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The time an answer may take.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The proxy, the certificates and whatever else connecting needs.</summary>
    public ProviderClientOptions Connection { get; init; } = new();

    /// <summary>The name alone: the rest holds a secret.</summary>
    public override string ToString() => Name.Value;
}
