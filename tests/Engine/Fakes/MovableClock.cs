namespace Periksa.Engine.Tests.Fakes;

/// <summary>A clock that moves when it is told to.</summary>
sealed class MovableClock(DateTimeOffset now) : TimeProvider
{
    DateTimeOffset _now = now;

    public void Advance(TimeSpan by) => _now += by;

    public void Set(DateTimeOffset now) => _now = now;

    public override DateTimeOffset GetUtcNow() => _now;
}
