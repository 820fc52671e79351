namespace Periksa.Tests.Support;

/// <summary>A clock that says one time for ever.</summary>
public sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
