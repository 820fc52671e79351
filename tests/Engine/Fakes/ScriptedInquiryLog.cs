using Periksa.Inquiries;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>An inquiry log that gives its verdicts in the order it was told, then records whatever comes, and
/// remembers every record it was handed.</summary>
sealed class ScriptedInquiryLog(params InquiryVerdict[] verdicts) : IInquiryLog
{
    readonly Queue<InquiryVerdict> _verdicts = new(verdicts);
    readonly List<InquiryRecord> _handed = [];
    readonly List<OpenInquiry> _opened = [];
    readonly List<InquiryRecord> _closed = [];

    /// <summary>The invoice that carries every line.</summary>
    public static readonly InvoiceId Invoice = new(Guid.Parse("d1000000-0000-4000-8000-000000000001"));

    public IReadOnlyList<InquiryRecord> Handed => _handed;

    public IReadOnlyList<OpenInquiry> Opened => _opened;

    public IReadOnlyList<InquiryRecord> Closed => _closed;

    readonly TaskCompletionSource<InquiryRecord> _closedFirst =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first that was closed; follow-ups do so in their own time.</summary>
    public Task<InquiryRecord> ClosedFirst => _closedFirst.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>What it does instead of writing anything down, when it is out of reach.</summary>
    public Exception? Failure { get; init; }

    /// <summary>What it does instead of closing what this is true of.</summary>
    public Func<InquiryRecord, Exception?> FailureToClose { get; init; } = _ => null;

    /// <summary>What the partner of an inquiry with keys has in deposit.</summary>
    public Money? Deposit { get; init; }

    public Task<InquiryEntry> Record(
        InquiryRecord record, TimeSpan? patience = null, CancellationToken gone = default)
    {
        lock (_verdicts)
            _handed.Add(record);

        return Say(isBilled: record.Price is not null);
    }

    public Task<InquiryEntry> Open(OpenInquiry inquiry, CancellationToken gone = default)
    {
        lock (_verdicts)
            _opened.Add(inquiry);

        return Say(isBilled: false);
    }

    public Task<InquiryEntry> Close(InquiryRecord record, TimeSpan? patience = null)
    {
        if (FailureToClose(record) is { } failure)
            return Task.FromException<InquiryEntry>(failure);

        lock (_verdicts)
            _closed.Add(record);

        _closedFirst.TrySetResult(record);
        return Say(isBilled: false);
    }

    Task<InquiryEntry> Say(bool isBilled)
    {
        if (Failure is not null)
            return Task.FromException<InquiryEntry>(Failure);

        lock (_verdicts)
        {
            var verdict = _verdicts.TryDequeue(out var next) ? next : InquiryVerdict.Recorded;
            return Task.FromResult(
                new InquiryEntry(verdict, isBilled && verdict is InquiryVerdict.Recorded ? Invoice : null, Deposit));
        }
    }
}
