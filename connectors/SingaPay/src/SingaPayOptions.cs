using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.SingaPay;

/// <summary>Settings of a connector to SingaPay.</summary>
public sealed record SingaPayOptions
{
    /// <summary>The connector's name in the settings.</summary>
    public required RouteName Name { get; init; }

    /// <summary>The address that paths are put behind, e.g. <c>https://payment-b2b.singapay.id</c>.</summary>
    public required Uri ServiceBase { get; init; }

    /// <summary>The API key, which every request carries.</summary>
    public required string PartnerId { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Signs requests for tokens, and transfers.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>The account at the provider that pays.</summary>
    public required string AccountId { get; init; }

    /// <summary>The URL that webhooks are signed for, as it is registered; <c>null</c> for the one that is
    /// called.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>The time that the answer to an account inquiry may take.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The proxy, the certificates and whatever else connecting needs.</summary>
    public ProviderClientOptions Connection { get; init; } = new();

    /// <summary>The name alone: the rest holds a secret.</summary>
    public override string ToString() => Name.Value;
}
