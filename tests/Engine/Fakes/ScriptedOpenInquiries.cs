namespace Periksa.Engine.Tests.Fakes;

/// <summary>Open inquiries that nobody has, from a list, each to be taken once.</summary>
sealed class ScriptedOpenInquiries : IOpenInquiries
{
    readonly List<OpenInquiry> _free = [];
    readonly TaskCompletionSource<(InquiryId Id, TimeSpan Pause)> _putBack =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first that was given back.</summary>
    public Task<(InquiryId Id, TimeSpan Pause)> PutBackFirst => _putBack.Task;

    public void Add(OpenInquiry inquiry)
    {
        lock (_free)
            _free.Add(inquiry);
    }

    public Task<IReadOnlyList<OpenInquiry>> Take(int limit, CancellationToken cancel) => TakeWhere(_ => true);

    public Task<IReadOnlyList<OpenInquiry>> Overdue(DateTimeOffset now, int limit, CancellationToken cancel) =>
        TakeWhere(inquiry => inquiry.GiveUpAt <= now);

    public Task PutBack(InquiryId id, TimeSpan pause, CancellationToken cancel)
    {
        _putBack.TrySetResult((id, pause));
        return Task.CompletedTask;
    }

    Task<IReadOnlyList<OpenInquiry>> TakeWhere(Predicate<OpenInquiry> isMeant)
    {
        lock (_free)
        {
            var taken = _free.FindAll(isMeant);
            _free.RemoveAll(isMeant);
            return Task.FromResult<IReadOnlyList<OpenInquiry>>(taken);
        }
    }
}
