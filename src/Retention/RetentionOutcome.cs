namespace Periksa.Retention;

/// <summary>The outcome of a retention run.</summary>
/// <param name="Forgotten">Tables of days and rows that are gone, or would be.</param>
/// <param name="Skipped">Days and tables that had to stay; each was told with its reason.</param>
public sealed record RetentionOutcome(long Forgotten, int Skipped)
{
    public static RetentionOutcome operator +(RetentionOutcome a, RetentionOutcome b) =>
        new(a.Forgotten + b.Forgotten, a.Skipped + b.Skipped);
}
