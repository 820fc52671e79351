namespace Periksa.Wire.Snap;

/// <summary>One vendor's way of speaking SNAP, shared by whoever serves its dialect and whoever calls it.</summary>
/// <param name="Dialect">The dialect's name in this product, e.g. <c>paydia</c>.</param>
/// <param name="Name">The vendor's own, e.g. <c>Paydia</c>.</param>
/// <param name="Prefix">What all its paths begin with, e.g. <c>/snap/v1.0</c>.</param>
/// <param name="TimestampFormat">How it writes X-TIMESTAMP: <see cref="SnapTimestamp.Seconds"/> or
/// <see cref="SnapTimestamp.Milliseconds"/>.</param>
public sealed record SnapVendor(string Dialect, string Name, string Prefix, string TimestampFormat)
{
    /// <summary>Service 73.</summary>
    public SnapOperation Token { get; init; } = new(SnapHeaders.Token, new(ServiceCodes.AccessTokenB2B));

    /// <summary>True if an access token comes with an <c>additionalInfo</c>, in which there is nothing.</summary>
    public bool TokensHaveAdditionalInfo { get; init; }

    /// <summary>Of a path that belongs to no service.</summary>
    public SnapCode NotFound { get; init; } = new(404, Service: 00, 00, "Not Found");

    /// <summary>X-TIMESTAMP as this vendor writes it, in Western Indonesian time.</summary>
    public string Stamp(DateTimeOffset moment) => SnapTimestamp.Write(moment, TimestampFormat, Offset);

    static readonly TimeSpan Offset = TimeSpan.FromHours(7);
}

/// <summary>One service of a vendor's.</summary>
/// <param name="Headers">Its header table, in the vendor's order.</param>
/// <param name="Codes">What it says whatever its business is.</param>
public sealed record SnapOperation(HeaderRules Headers, SnapCodes Codes)
{
    /// <summary>Below the vendor's prefix; the standard's, unless the vendor has another.</summary>
    public string Path { get; init; } = Entry(Codes).Path;

    /// <summary>The HTTP method in capitals, likewise.</summary>
    public string Method { get; init; } = Entry(Codes).Method;

    /// <summary>True if a caller that shows no access token may sign with its private key instead.</summary>
    public bool MaySignWithKey { get; } = !Headers.Demands(SnapHeaders.Authorization);

    static ServiceEntry Entry(SnapCodes codes) => ServiceCodes.Find(codes.Service)
        ?? throw new ArgumentException($"The standard has no service {codes.Service}.", nameof(codes));
}
