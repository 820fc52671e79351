namespace Periksa.Partners;

/// <summary>Judges callers' timestamps by the clock, and by real time: the two differ only in a sandbox.</summary>
public sealed class CallerClock(TimeProvider clock, TimeSpan tolerance) : ICallerClock
{
    public static readonly TimeSpan ToleranceDefault = TimeSpan.FromMinutes(5);

    public bool IsNear(DateTimeOffset stamp) =>
        IsNear(stamp, clock.GetUtcNow()) || IsNear(stamp, TimeProvider.System.GetUtcNow());

    public TimeSpan Ahead(DateTimeOffset stamp) =>
        new[] { stamp - clock.GetUtcNow(), stamp - TimeProvider.System.GetUtcNow() }.MinBy(off => off.Duration());

    public IReadOnlyCollection<DateOnly> Days =>
    [
        .. new[] { clock.GetUtcNow(), TimeProvider.System.GetUtcNow() }
            .SelectMany(now => new[] { now, now - tolerance, now + tolerance })
            .Select(BusinessDay.Of)
            .Distinct(),
    ];

    bool IsNear(DateTimeOffset stamp, DateTimeOffset now) => (stamp - now).Duration() <= tolerance;
}
