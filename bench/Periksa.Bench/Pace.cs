using System.Globalization;

namespace Periksa.Bench;

/// <summary>How long to measure. BENCH_SECONDS and BENCH_ROWS shorten it while something is being tried out.</summary>
/// <param name="RoundSeconds">One round of one peer.</param>
/// <param name="History">Inquiries already stored where that is what is measured.</param>
sealed record Pace(int RoundSeconds, long History)
{
    public const int Rounds = 3;
    public const int Connections = 64;
    public const int SteadyPerSecond = 1_000;

    /// <summary>Compiled code gets replaced by better code under load; before that there is nothing to measure.</summary>
    public int WarmSeconds => RoundSeconds + 2;

    public int SteadySeconds => Math.Max(2, RoundSeconds / 2);

    public static Pace FromEnvironment() => new((int)Number("BENCH_SECONDS", 8), Number("BENCH_ROWS", 5_000_000));

    static long Number(string name, long otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
