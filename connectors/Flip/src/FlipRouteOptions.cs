using System.Collections.Frozen;
using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Flip;

/// <summary>Settings of a route to Flip.</summary>
public sealed record FlipRouteOptions
{
    /// <summary>The route's name in the settings.</summary>
    public required RouteName Name { get; init; }

    /// <summary>The address that the path is put behind, e.g. <c>https://bigflip.id/api/v2</c>.</summary>
    public required Uri ServiceBase { get; init; }

    /// <summary>Proves who we are.</summary>
    public required string SecretKey { get; init; }

    /// <summary>Proves that a callback is Flip's: the validation token of its dashboard.</summary>
    public required string ValidationToken { get; init; }

    public string Path { get; init; } = "/disbursement/bank-account-inquiry";

    /// <summary>Where it tells whether it is under maintenance, e.g.
    /// <c>https://bigflip.id/api/v2/general/maintenance</c>; <c>null</c>: it is not asked.</summary>
    public Uri? MaintenanceUrl { get; init; }

    /// <summary>Flip's words for banks, by their codes here, where they are others than it published.</summary>
    public IReadOnlyDictionary<string, string> BankCodes { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The time that its first answer may take.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When nobody waits for its callback any more.</summary>
    public LateTimes Times { get; init; } = LateTimes.Usual;

    /// <summary>The proxy, the certificates and whatever else connecting needs.</summary>
    public ProviderClientOptions Connection { get; init; } = new();

    /// <summary>The name alone: the rest holds secrets.</summary>
    public override string ToString() => Name.Value;
}
