using System.Diagnostics;

namespace Periksa.Postgres.Hosts;

/// <summary>Both clocks at one moment, the middle of a round trip.</summary>
/// <param name="At">The moment on this process's stopwatch.</param>
public sealed record ClockReading(DateTimeOffset Database, DateTimeOffset Host, long At, TimeSpan RoundTrip)
{
    /// <summary>A longer one leaves too much open: the database may have looked at its clock anywhere within.</summary>
    public static readonly TimeSpan RoundTripMaximum = TimeSpan.FromMilliseconds(500);

    /// <summary>The time by which the host's clock is ahead of the database's.</summary>
    public TimeSpan Skew => Host - Database;

    public bool SaysSomething => RoundTrip <= RoundTripMaximum;

    /// <summary>The time on the database's clock now.</summary>
    public DateTimeOffset DatabaseNow => Database + Stopwatch.GetElapsedTime(At);
}
