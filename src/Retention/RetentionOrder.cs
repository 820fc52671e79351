namespace Periksa.Retention;

/// <summary>The order for one retention run: the data to be forgotten.</summary>
/// <param name="Before">Days strictly before this one, WIB; <c>null</c>: no day, only references.</param>
/// <param name="ReferencesBefore">The same for references, which are kept longer; <c>null</c>: after
/// <see cref="DayRetention.ReferenceDaysDefault"/> days.</param>
/// <param name="WithParked">Callbacks that were given up, too.</param>
/// <param name="IsDryRun">Only counts.</param>
public sealed record RetentionOrder(
    DateOnly? Before, DateOnly? ReferencesBefore = null, bool WithParked = false, bool IsDryRun = false)
{
    /// <summary>Remembered answers older than that, too; <c>null</c>: only those from before
    /// <see cref="Before"/>.</summary>
    public AnswersKept? Answers { get; init; }
}

/// <summary>How long remembered answers are of use: those that name a holder, and those that there is no such
/// account.</summary>
public sealed record AnswersKept(TimeSpan Found, TimeSpan NotFound);
