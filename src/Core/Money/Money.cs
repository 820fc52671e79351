using System.Globalization;

namespace Periksa;

/// <summary>An exact amount of one currency, counted in its smallest unit.
/// It may be negative: a posting has two sides.</summary>
/// <remarks>
/// Wires write money as <c>15000</c>, <c>"15000.00"</c> or <c>{"value":"15000.00"}</c>; past a dialect's border only
/// this form is allowed. Mixing currencies is a programming error, so it throws; so does an amount beyond 92
/// quadrillion.
/// </remarks>
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
    public static readonly Money Zero = new(0, Currency.Idr);

    public static Money Rupiah(long rupiah) => new(rupiah * Currency.Idr.MinorPerMajor, Currency.Idr);

    public bool IsPositive => Minor > 0;

    public static Money operator +(Money a, Money b) => new(a.Minor + Same(a, b).Minor, a.Currency);

    public static Money operator -(Money a, Money b) => new(a.Minor - Same(a, b).Minor, a.Currency);

    public static Money operator -(Money a) => new(-a.Minor, a.Currency);

    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    public int CompareTo(Money other) => Minor.CompareTo(Same(this, other).Minor);

    /// <summary>The amount in whole units without needless decimals: 2000, or 1000.5.</summary>
    public decimal ToDecimal() => (decimal)Minor / Currency.MinorPerMajor;

    /// <summary>Writes the amount with its currency's decimals, e.g. <c>10000.00</c>.</summary>
    public override string ToString() =>
        ToDecimal().ToString($"F{Currency.Decimals}", CultureInfo.InvariantCulture);

    /// <summary>Reads exactly what <see cref="ToString"/> writes for amounts of zero and more; refuses signs, spaces,
    /// leading zeros, separators and any other number of decimals.</summary>
    public static bool TryParse(string text, Currency currency, out Money money)
    {
        money = default;

        // Digits alone, read as a long: no decimal arithmetic that an enormous amount could overflow.
        if (MinorDigits(text, currency.Decimals) is not { } digits
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
        {
            return false;
        }

        money = new(minor, currency);
        return true;
    }

    // The text without its point; null when anything is where it does not belong. The look at every character is not
    // needless: .NET overlooks nulls after a number.
    static string? MinorDigits(string text, int decimals)
    {
        var whole = decimals == 0 ? text.Length : text.Length - decimals - 1;
        if (whole < 1 || (whole > 1 && text[0] == '0') || (decimals > 0 && text[whole] != '.'))
            return null;

        var digits = decimals == 0 ? text : text.Remove(whole, 1);
        return digits.AsSpan().ContainsAnyExceptInRange('0', '9') ? null : digits;
    }

    static Money Same(Money a, Money b) => a.Currency == b.Currency
        ? b
        : throw new InvalidOperationException($"{a.Currency.Code} and {b.Currency.Code} do not mix.");
}
