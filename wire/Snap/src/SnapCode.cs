using System.Globalization;

namespace Periksa.Wire.Snap;

/// <summary>A response code: HTTP status (3 digits), service code (2) and case code (2), e.g. <c>4044211</c>.</summary>
/// <param name="Http">The HTTP status, which the reply also travels with.</param>
/// <param name="Service">The service's code, <see cref="ServiceCodes"/>.</param>
/// <param name="Message">The response message, at most 150 characters.</param>
public sealed record SnapCode(int Http, int Service, int Case, string Message)
{
    /// <summary>The seven digits.</summary>
    public string Value { get; } = string.Create(CultureInfo.InvariantCulture, $"{Http:D3}{Service:D2}{Case:D2}");

    /// <summary>The same code, its message ending in the name of a field, e.g. <c>Invalid Mandatory Field
    /// amount.value</c>.</summary>
    public SnapCode Naming(string field) => this with { Message = $"{Message} {field}" };
}
