namespace Periksa.Wire.Snap.Finder;

/// <summary>The paths at which other vendors serve the same service, for senders who were set up for one of
/// them.</summary>
static class VendorPaths
{
    // The inquiries by which the standard's users know whose account it is.
    static readonly string[] Services =
        ["/account-inquiry-external", "/account-inquiry-internal", "/emoney/bank-account-inquiry"];

    // Commonest first.
    static readonly string[] Prefixes =
    [
        "/openapi", "", "/api", "/snap", "/snap-service", "/openapi/customers", "/interbank/snap", "/account",
        "/disbursement", "/corporate", "/snap-adapter",
    ];

    static readonly string[] Versions = ["/v1.0", "/v1", "/v1.1", "/v1.2", "/v2.0", "/v2"];

    static readonly string[] Endings = ["", ".htm"];

    /// <summary>The paths of the service that this path serves; none for any other service.</summary>
    public static IEnumerable<string> Of(string path)
    {
        var service = Services.FirstOrDefault(one => path.EndsWith(one, StringComparison.OrdinalIgnoreCase));

        return service is null
            ? []
            : from ending in Endings
              from prefix in Prefixes
              from version in Versions
              select $"{prefix}{version}{service}{ending}";
    }
}
