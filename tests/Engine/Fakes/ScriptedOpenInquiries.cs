using Periksa.Inquiries;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>Open inquiries that nobody has, from a list, each to be taken once. Those that are overdue stay until
/// they are removed.</summary>
sealed class ScriptedOpenInquiries : IOpenInquiries
{
    readonly List<OpenInquiry> _free = [];
    readonly List<(InquiryId Id, TimeSpan Pause)> _putBack = [];
    readonly List<int> _limits = [];
    readonly TaskCompletionSource<(InquiryId Id, TimeSpan Pause)> _putBackFirst =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    int _askedForOverdue;

    /// <summary>The first that was given back.</summary>
    public Task<(InquiryId Id, TimeSpan Pause)> PutBackFirst => _putBackFirst.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>How many were given back.</summary>
    public int PutBackCount
    {
        get
        {
            lock (_free)
                return _putBack.Count;
        }
    }

    /// <summary>How many were wanted each time that some were taken.</summary>
    public IReadOnlyList<int> Limits
    {
        get
        {
            lock (_free)
                return [.. _limits];
        }
    }

    /// <summary>How often somebody looked for those that are overdue.</summary>
    public int AskedForOverdue => Volatile.Read(ref _askedForOverdue);

    public void Add(OpenInquiry inquiry)
    {
        lock (_free)
            _free.Add(inquiry);
    }

    public void Remove(InquiryId id)
    {
        lock (_free)
            _free.RemoveAll(inquiry => inquiry.Id == id);
    }

    public Task<IReadOnlyList<OpenInquiry>> Take(int limit, CancellationToken cancel)
    {
        lock (_free)
        {
            _limits.Add(limit);
            var taken = _free.Take(limit).ToList();
            _free.RemoveAll(taken.Contains);
            return Task.FromResult<IReadOnlyList<OpenInquiry>>(taken);
        }
    }

    public Task<IReadOnlyList<OpenInquiry>> Overdue(DateTimeOffset now, int limit, CancellationToken cancel)
    {
        Interlocked.Increment(ref _askedForOverdue);
        lock (_free)
        {
            return Task.FromResult<IReadOnlyList<OpenInquiry>>(
                [.. _free.Where(inquiry => inquiry.GiveUpAt <= now).Take(limit)]);
        }
    }

    /// <summary>Those that were said to have been asked about by nobody.</summary>
    public List<InquiryId> Unassigned { get; } = [];

    public Task<OpenInquiry?> Find(InquiryId id, CancellationToken cancel)
    {
        lock (_free)
            return Task.FromResult(_free.FirstOrDefault(inquiry => inquiry.Id == id));
    }

    public Task<IReadOnlyList<OpenInquiry>> Find(RouteName route, string providerId, CancellationToken cancel)
    {
        lock (_free)
        {
            return Task.FromResult<IReadOnlyList<OpenInquiry>>(
                [.. _free.Where(inquiry => inquiry.Route == route && inquiry.ProviderId == providerId)]);
        }
    }

    public Task Unassign(InquiryId id)
    {
        lock (_free)
            Unassigned.Add(id);

        return Task.CompletedTask;
    }

    public Task PutBack(InquiryId id, TimeSpan pause, CancellationToken cancel)
    {
        lock (_free)
            _putBack.Add((id, pause));

        _putBackFirst.TrySetResult((id, pause));
        return Task.CompletedTask;
    }
}
