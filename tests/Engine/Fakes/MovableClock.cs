namespace Periksa.Engine.Tests.Fakes;

/// <summary>A clock that moves when it is told to. To be set is not to have time pass.</summary>
sealed class MovableClock(DateTimeOffset now) : TimeProvider
{
    DateTimeOffset _now = now;
    long _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => (_now, _passed) = (_now + by, _passed + by.Ticks);

    public void Set(DateTimeOffset now) => _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _passed;
}
