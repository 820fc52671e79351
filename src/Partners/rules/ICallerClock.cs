namespace Periksa.Partners;

/// <summary>Judges the time that a caller says it is.</summary>
public interface ICallerClock
{
    /// <summary>True if a request stamped so may have been sent just now. In a sandbox whose clock was moved, real
    /// time counts as well, since real programs stamp their requests with it.</summary>
    bool IsNear(DateTimeOffset stamp);

    /// <summary>The time by which a stamp is ahead of the clock that is nearest to it; negative for behind.</summary>
    TimeSpan Ahead(DateTimeOffset stamp);

    /// <summary>The WIB days that a caller may say it is: more than one around midnight, and in a sandbox whose
    /// clock was moved.</summary>
    IReadOnlyCollection<DateOnly> Days { get; }
}
