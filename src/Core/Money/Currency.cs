namespace Periksa;

/// <summary>A currency and the number of decimal places it is written with.</summary>
public sealed record Currency(string Code, int Decimals)
{
    /// <summary>The rupiah, with the two decimals that every contract here writes.</summary>
    public static readonly Currency Idr = new("IDR", 2);

    internal long MinorPerMajor { get; } = PowerOfTen(Decimals);

    static long PowerOfTen(int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++)
            power *= 10;

        return power;
    }
}
