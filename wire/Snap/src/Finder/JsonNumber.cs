using System.Globalization;

namespace Periksa.Wire.Snap.Finder;

/// <summary>A number as other writers write it.</summary>
static class JsonNumber
{
    public static ReadOnlySpan<byte> Write(ReadOnlySpan<byte> raw, JsonNumbers numbers)
    {
        if (numbers is JsonNumbers.AsReceived
            || !double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value))
        {
            return raw;
        }

        var isInteger = !raw.ContainsAny(".eE"u8);
        return numbers switch
        {
            JsonNumbers.AsReceived => raw,
            JsonNumbers.JavaScript => Text.Utf8(JavaScript(value)),
            JsonNumbers.Python => isInteger ? raw : Text.Utf8(WithPoint(value, exponentFrom: 1e16, "e+")),
            JsonNumbers.Java => isInteger ? raw : Text.Utf8(WithPoint(value, exponentFrom: 1e7, "E")),
        };
    }

    // Without an exponent up to 10²¹, and no minus before zero.
    static string JavaScript(double value)
    {
        if (value == 0)
            return "0";

        if (Math.Abs(value) is >= 1e-6 and < 1e21)
            return Plain(value);

        var (digits, exponent) = Parts(value);
        return $"{digits}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";
    }

    static string WithPoint(double value, double exponentFrom, string exponentSign)
    {
        var size = Math.Abs(value);
        if (size < exponentFrom && (size >= 1e-3 || size == 0))
        {
            var plain = Plain(value);
            return plain.Contains('.', StringComparison.Ordinal) ? plain : plain + ".0";
        }

        var (digits, exponent) = Parts(value);
        var point = exponentSign is "E" && !digits.Contains('.', StringComparison.Ordinal) ? ".0" : "";
        var sign = exponent < 0 ? exponentSign.TrimEnd('+') + "-" : exponentSign;
        var size10 = Math.Abs(exponent).ToString(exponentSign is "E" ? "0" : "00", CultureInfo.InvariantCulture);
        return digits + point + sign + size10;
    }

    // The shortest digits that name this double, spelt out.
    static string Plain(double value)
    {
        var (digits, exponent) = Parts(value);
        var bare = digits.TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        var sign = double.IsNegative(value) ? "-" : "";

        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{bare}";

        return bare.Length <= exponent + 1
            ? sign + bare.PadRight(exponent + 1, '0')
            : $"{sign}{bare[..(exponent + 1)]}.{bare[(exponent + 1)..]}";
    }

    // -1.25E-007 is ("-1.25", -7).
    static (string Digits, int Exponent) Parts(double value)
    {
        var shortest = value.ToString("E16", CultureInfo.InvariantCulture);
        for (var precision = 0; precision < 17; precision++)
        {
            var text = value.ToString($"E{precision}", CultureInfo.InvariantCulture);
            if (double.Parse(text, CultureInfo.InvariantCulture) == value)
            {
                shortest = text;
                break;
            }
        }

        var at = shortest.IndexOf('E', StringComparison.Ordinal);
        return (shortest[..at], int.Parse(shortest[(at + 1)..], CultureInfo.InvariantCulture));
    }
}
