namespace Periksa.Bench;

/// <summary>One contestant's rounds, in order.</summary>
sealed class Series(IReadOnlyList<Load> rounds)
{
    public double PerSecond => Middle(load => load.PerSecond);

    public double Middle(Func<Load, double> of) => Middle(rounds.Select(of));

    /// <summary>The middle of the ratios within each round, not the ratio of two middles: a round's neighbours met
    /// the same disk and the same machine, two middles may come from different minutes.</summary>
    public double RatioTo(Series other, Func<Load, double> of) =>
        Middle(rounds.Zip(other.Rounds, (ours, theirs) => of(ours) / of(theirs)));

    /// <inheritdoc cref="RatioTo"/>
    public double DifferenceTo(Series other, Func<Load, double> of) =>
        Middle(rounds.Zip(other.Rounds, (ours, theirs) => of(ours) - of(theirs)));

    /// <param name="sorted">Ascending, and not empty.</param>
    public static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    public static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    public IReadOnlyList<Load> Rounds => rounds;
}
