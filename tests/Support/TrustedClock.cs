namespace Periksa.Tests.Support;

/// <summary>A test's clock as the one that all hosts share.</summary>
public sealed class TrustedClock(TimeProvider clock) : ISharedClock
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public bool MayWork { get; set; } = true;

    public bool MayDecide { get; set; } = true;
}
