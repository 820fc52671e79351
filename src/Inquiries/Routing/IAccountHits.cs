namespace Periksa.Inquiries.Routing;

/// <summary>How often routes were asked about accounts on a day, by all hosts.</summary>
public interface IAccountHits
{
    /// <summary>Counts one more question, where it may be asked.</summary>
    /// <param name="most">How many may be asked in a day.</param>
    /// <param name="gone">Says that nobody waits for it any more: what is not begun is not counted.</param>
    /// <returns>The day in real time, WIB, for which it is counted; <c>null</c> where it may not be asked.</returns>
    /// <exception cref="TimeoutException">The database is out of reach; it may be counted.</exception>
    Task<DateOnly?> Count(RouteName route, BankAccount account, int most, CancellationToken gone);

    /// <summary>Takes one back that surely did not reach its provider. It never fails: what stays counted is asked
    /// once less.</summary>
    Task TakeBack(RouteName route, BankAccount account, DateOnly day);
}
