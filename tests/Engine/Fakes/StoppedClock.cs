namespace Periksa.Engine.Tests.Fakes;

/// <summary>A clock that says one time for ever.</summary>
sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
