namespace Periksa.Inquiries;

/// <summary>When an answer that is late is asked for again, and when no more.</summary>
/// <param name="Schedule">The pauses before each next asking, of which the last repeats; empty for those that are
/// usual.</param>
/// <param name="GiveUp">How long after it was asked an inquiry ends without an answer; <c>null</c> where its caller's
/// patience alone bounds it.</param>
public sealed record LateTimes(IReadOnlyList<TimeSpan> Schedule, TimeSpan? GiveUp = null)
{
    /// <summary>Where nothing is said of it.</summary>
    public static LateTimes Usual { get; } = new([]);

    /// <summary>The pause before the next asking; <c>null</c> where there is no schedule.</summary>
    /// <param name="asked">How often it was asked again.</param>
    public TimeSpan? Pause(int asked) => Schedule.Count > 0 ? Schedule[Math.Min(asked, Schedule.Count - 1)] : null;

    /// <summary>When an inquiry ends without an answer.</summary>
    /// <param name="latest">When its caller's patience does.</param>
    public DateTimeOffset End(DateTimeOffset askedAt, DateTimeOffset latest) =>
        GiveUp is { } giveUp && askedAt + giveUp < latest ? askedAt + giveUp : latest;
}
