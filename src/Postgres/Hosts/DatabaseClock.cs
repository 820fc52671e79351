namespace Periksa.Postgres.Hosts;

/// <summary>The database's clock as this host last read it, carried on by the process's stopwatch.</summary>
/// <remarks>A stopwatch goes right on whatever the host's clock says. Where it stands still, in a machine that is
/// suspended, this is late until the next reading: what is decided late harms nobody.</remarks>
public sealed class DatabaseClock(TimeProvider clock) : ISharedClock
{
    readonly ClockOpinion _opinion = new();
    volatile ClockReading? _latest;
    volatile int _standing;

    public DateTimeOffset Now => (_latest?.DatabaseNow ?? TimeProvider.System.GetUtcNow()) + Offset;

    /// <summary>The time by which this host's clock is ahead of it; <c>null</c> as long as it is not known.</summary>
    public TimeSpan? Skew => _latest?.Skew;

    public ClockStanding Standing => (ClockStanding)_standing;

    public bool MayWork => Standing is ClockStanding.Agree or ClockStanding.DatabaseIsSuspect;

    public bool MayDecide => Standing is ClockStanding.Agree;

    TimeSpan Offset => clock is IShiftedClock shifted ? shifted.Offset : TimeSpan.Zero;

    /// <summary>Learns from a reading, unless it says nothing.</summary>
    /// <returns>Whether it is another's clock that is wrong now, or nobody's any more.</returns>
    internal bool Hear(ClockReading reading, IReadOnlyList<TimeSpan> others)
    {
        if (!reading.SaysSomething)
            return false;

        _latest = reading;
        var isChanged = _opinion.Hear(ClockJudge.Judge(reading.Skew, others));
        _standing = (int)_opinion.Standing;
        return isChanged;
    }
}
