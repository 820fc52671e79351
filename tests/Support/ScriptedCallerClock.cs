using Periksa.Partners;

namespace Periksa.Tests.Support;

/// <summary>Takes what is stamped within five minutes of one clock, the border included.</summary>
public sealed class ScriptedCallerClock(TimeProvider clock) : ICallerClock
{
    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public bool IsNear(DateTimeOffset stamp) => (stamp - clock.GetUtcNow()).Duration() <= Tolerance;

    public TimeSpan Ahead(DateTimeOffset stamp) => stamp - clock.GetUtcNow();

    public IReadOnlyCollection<DateOnly> Days => [BusinessDay.Of(clock.GetUtcNow())];
}
