namespace Periksa.Bench;

/// <summary>A ratio of two medians, and between which values it would have come out, had the same rounds been drawn
/// by lot.</summary>
readonly record struct Spread(double Ratio, double Low, double High)
{
    const int Draws = 10_000;
    const double Outside = 0.025;   // on either side: the interval holds 95 draws of a hundred
    const int Seed = 20261128;      // the same rounds give the same interval

    /// <remarks>A round of one is drawn together with the other's beside it: they met the same machine.</remarks>
    public static Spread Of(Series ours, Series theirs)
    {
        var pairs = ours.Rounds.Zip(theirs.Rounds, (one, other) => (one.PerSecond, Other: other.PerSecond)).ToArray();
        var lots = new Random(Seed);
        var ratios = Enumerable.Range(0, Draws).Select(_ => RatioOf(Draw(pairs, lots))).Order().ToArray();

        return new(RatioOf(pairs), Series.At(ratios, Outside), Series.At(ratios, 1 - Outside));
    }

    static (double, double)[] Draw((double, double)[] pairs, Random lots)
    {
        var drawn = new (double, double)[pairs.Length];
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = pairs[lots.Next(pairs.Length)];

        return drawn;
    }

    static double RatioOf((double One, double Other)[] pairs) =>
        Series.Middle(pairs.Select(pair => pair.One)) / Series.Middle(pairs.Select(pair => pair.Other));
}
