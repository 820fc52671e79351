namespace Periksa.Dialects.Ipg;

/// <summary>Reads what both sides write in digits.</summary>
internal static class Figures
{
    const int VaNumberDigits = 16;

    public static bool IsVaNumber(string? text) => AreDigits(text, VaNumberDigits);

    public static bool AreDigits(string? text, int length) =>
        text?.Length == length && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Zero or more, to the sen: digits, none of them a zero in front, perhaps a point and one or two more. No
    /// sign, no exponent, no separator.</summary>
    public static bool TryReadAmount(string? text, out Money amount)
    {
        amount = default;
        if (text is null or [.., '.'])
            return false;

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        if (decimals > Currency.Idr.Decimals)
            return false;

        var written = (point < 0 ? $"{text}." : text) + new string('0', Currency.Idr.Decimals - decimals);
        return Money.TryParse(written, Currency.Idr, out amount);
    }
}
