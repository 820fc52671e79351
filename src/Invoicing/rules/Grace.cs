namespace Periksa.Invoicing;

/// <summary>The grace period in which a partner that owes may go on making inquiries.</summary>
public static class Grace
{
    /// <summary>An invoice still unpaid this many days after it fell due ends the partner's credit.</summary>
    public const int Days = 7;

    /// <param name="oldestUnpaid">The day of the oldest invoice that is not paid;
    /// <c>null</c> when nothing is owed.</param>
    public static bool IsOver(DateOnly? oldestUnpaid, DateTimeOffset now) =>
        oldestUnpaid is { } day && now >= BusinessDay.End(day).AddDays(Days);
}
