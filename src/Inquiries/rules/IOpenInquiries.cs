namespace Periksa.Inquiries;

/// <summary>Inquiries without an outcome yet, shared by all hosts. Whoever takes one has it for a while; then another
/// may.</summary>
public interface IOpenInquiries
{
    /// <summary>Takes some that somebody waits to hear of and nobody is asking about now, oldest first.</summary>
    Task<IReadOnlyList<OpenInquiry>> Take(int limit, CancellationToken cancel);

    /// <summary>Those whose time is up at <paramref name="now"/>, whoever is asking about them.</summary>
    Task<IReadOnlyList<OpenInquiry>> Overdue(DateTimeOffset now, int limit, CancellationToken cancel);

    /// <summary>One of them; <c>null</c> where it is not open.</summary>
    Task<OpenInquiry?> Find(InquiryId id, CancellationToken cancel);

    /// <summary>Those to which a route's provider gave an id.</summary>
    Task<IReadOnlyList<OpenInquiry>> Find(RouteName route, string providerId, CancellationToken cancel);

    /// <summary>Writes down that one was asked about by nobody after all.</summary>
    Task Unassign(InquiryId id);

    /// <summary>Gives one back, to be asked about again after a pause. Without a pause it was not asked
    /// about.</summary>
    Task PutBack(InquiryId id, TimeSpan pause, CancellationToken cancel);
}
