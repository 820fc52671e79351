using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Periksa.Wire.Snap;

/// <summary>A response code: HTTP status (3 digits), service code (2) and case code (2), e.g. <c>4044211</c>.</summary>
/// <param name="Http">The HTTP status, 100 to 599, which the reply also travels with.</param>
/// <param name="Service">The service's code, 0 to 99, <see cref="ServiceCodes"/>; 0 where there is no service.</param>
/// <param name="Case">The case code, 0 to 99.</param>
/// <param name="Message">The response message, at most 150 characters.</param>
/// <exception cref="ArgumentOutOfRangeException">A number does not fit its digits.</exception>
public sealed record SnapCode(int Http, int Service, int Case, string Message)
{
    const int Digits = 7;

    /// <summary>The HTTP status, 100 to 599.</summary>
    public int Http { get; } = InRange(Http, 100, 599);

    /// <summary>The service's code, 0 to 99.</summary>
    public int Service { get; } = InRange(Service, 0, 99);

    /// <summary>The case code, 0 to 99.</summary>
    public int Case { get; } = InRange(Case, 0, 99);

    /// <summary>The seven digits.</summary>
    public string Value { get; } = string.Create(CultureInfo.InvariantCulture, $"{Http:D3}{Service:D2}{Case:D2}");

    /// <summary>Reads the seven digits of a <c>responseCode</c>. The message is the standard's own for the case, as its
    /// table prints it, or empty where the table has none; what a reply says goes over it with
    /// <c>code with { Message = … }</c>.</summary>
    /// <returns>False for anything but seven ASCII digits that begin with an HTTP status.</returns>
    public static bool TryParse([NotNullWhen(true)] string? responseCode, [NotNullWhen(true)] out SnapCode? code)
    {
        code = null;
        if (responseCode is not { Length: Digits } || responseCode.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return false;

        var number = int.Parse(responseCode, NumberStyles.None, CultureInfo.InvariantCulture);
        var (http, service, @case) = (number / 10_000, number / 100 % 100, number % 100);
        if (http is < 100 or > 599)
            return false;

        code = new(http, service, @case, ResponseCodes.Find(http, @case)?.Message ?? "");
        return true;
    }

    /// <summary>The same code, its message ending in the name of a field, e.g. <c>Invalid Mandatory Field
    /// amount.value</c>.</summary>
    public SnapCode Naming(string field) => this with { Message = $"{Message} {field}" };

    static int InRange(int number, int from, int to) => number >= from && number <= to
        ? number
        : throw new ArgumentOutOfRangeException(nameof(number), number, $"Not from {from} to {to}.");
}
