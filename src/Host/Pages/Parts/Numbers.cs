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

    /// <summary>A time in its two largest units, e.g. <c>7 d 3 h</c>, <c>2 min 5 s</c>.</summary>
    public static string Span(TimeSpan span)
    {
        (long Count, string Unit)[] parts =
        [
            ((long)span.TotalDays, "d"), (span.Hours, "h"), (span.Minutes, "min"), (span.Seconds, "s"),
        ];
        var shown = parts.SkipWhile(part => part.Count == 0).Take(2).Where(part => part.Count > 0)
            .Select(part => $"{Count(part.Count)} {part.Unit}");
        return string.Join(' ', shown) is { Length: > 0 } text ? text : "0 s";
    }

    public static string Count(long count) => count.ToString("N0", Format);

    /// <param name="digits">Behind the comma.</param>
    public static string Fraction(double value, int digits = 1) =>
        (Math.Round(value, digits) + 0.0).ToString($"N{digits}", Format);   // no minus before a zero
}
