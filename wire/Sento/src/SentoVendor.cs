namespace Periksa.Wire.Sento;

/// <summary>One vendor's way of speaking what Sento speaks.</summary>
/// <param name="Dialect">The dialect's name in this product, e.g. <c>sento</c>.</param>
/// <param name="Name">The vendor's own, e.g. <c>Sento</c>.</param>
/// <param name="Username">The header that names the caller.</param>
public sealed record SentoVendor(DialectName Dialect, string Name, string Username)
{
    /// <summary>That header's name under the API's former name, by which its users' code still calls it; <c>null</c>
    /// for none. That it is taken is counted.</summary>
    public string? FormerUsername { get; init; }
}
