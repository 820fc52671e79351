using System.Diagnostics;

namespace Periksa.Postgres;

/// <summary>The moment at which something was leased, by two clocks.</summary>
/// <remarks>The stopwatch stands still while a machine is suspended, and the clock may be set back: the one that has
/// gone further is right about when a turn is over.</remarks>
public readonly record struct Turn(long Ticks, DateTimeOffset At)
{
    public static Turn Begin() => new(Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());

    public TimeSpan Elapsed => Until(Begin());

    public TimeSpan Until(Turn later)
    {
        var (byStopwatch, byClock) = (Stopwatch.GetElapsedTime(Ticks, later.Ticks), later.At - At);
        return byStopwatch > byClock ? byStopwatch : byClock;
    }
}
