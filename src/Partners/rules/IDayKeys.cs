namespace Periksa.Partners;

/// <summary>Keys that are good once a day, shared by all hosts: of requests that are not written down
/// themselves.</summary>
public interface IDayKeys
{
    /// <summary>Uses up the key of the day, whatever the reference, and has that durable before it returns.</summary>
    /// <returns>The id under which it was used up; <c>null</c> where the caller has used it before.</returns>
    /// <exception cref="TimeoutException">The database is out of reach: it may have been used up or not.</exception>
    /// <exception cref="TooBusyException">Nothing was done.</exception>
    Task<InquiryId?> Use(OnceKeys keys);
}
