using System.Globalization;

namespace Periksa.Host.Pages.Parts;

/// <summary>Figures as they are read in Indonesia: dots between thousands, a comma before sen.</summary>
static class Numbers
{
    static readonly NumberFormatInfo Format = new()
    {
        NumberGroupSeparator = ".",
        NumberDecimalSeparator = ",",
        NegativeSign = "−",
    };

    /// <summary>An amount; sen are shown where there are any.</summary>
    /// <param name="minor">In sen.</param>
    public static string Rupiah(long minor)
    {
        var rest = Math.Abs(minor % 100);
        var whole = Math.Abs((decimal)minor / 100);
        return $"{(minor < 0 ? "−" : "")}Rp{decimal.Truncate(whole).ToString("N0", Format)}"
            + (rest == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $",{rest:00}"));
    }

    public static string Count(long count) => count.ToString("N0", Format);

    /// <param name="digits">Behind the comma.</param>
    public static string Fraction(double value, int digits = 1) =>
        (Math.Round(value, digits) + 0.0).ToString($"N{digits}", Format);   // no minus before a zero
}
