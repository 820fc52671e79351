namespace Periksa.Bench;

/// <summary>What one round showed.</summary>
/// <param name="P50">Milliseconds, as <paramref name="P99"/>.</param>
readonly record struct Load(long Requests, double PerSecond, double P50, double P99)
{
    /// <summary>The middle of several rounds, each number by itself.</summary>
    public static Load Median(IReadOnlyCollection<Load> rounds) => new(
        rounds.Sum(round => round.Requests),
        Middle(rounds.Select(round => round.PerSecond)),
        Middle(rounds.Select(round => round.P50)),
        Middle(rounds.Select(round => round.P99)));

    public static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
