namespace Periksa.Engine.Tests.Fakes;

/// <summary>A journal that gives its verdicts in the order it was told, then records whatever comes, and
/// remembers every record it was handed.</summary>
sealed class ScriptedJournal(params Verdict[] verdicts) : IJournal
{
    readonly Queue<Verdict> _verdicts = new(verdicts);
    readonly List<InquiryRecord> _handed = [];
    readonly List<OpenInquiry> _opened = [];
    readonly List<InquiryRecord> _closed = [];

    /// <summary>The invoice that carries every line.</summary>
    public static readonly InvoiceId Invoice = new(Guid.Parse("d1000000-0000-4000-8000-000000000001"));

    public IReadOnlyList<InquiryRecord> Handed => _handed;

    public IReadOnlyList<OpenInquiry> Opened => _opened;

    public IReadOnlyList<InquiryRecord> Closed => _closed;

    /// <summary>What it does instead of writing anything down, when it is out of reach.</summary>
    public Exception? Failure { get; init; }

    public Task<Entry> Record(InquiryRecord record)
    {
        _handed.Add(record);
        return Say(isBilled: record.Price is not null);
    }

    public Task<Entry> Open(OpenInquiry inquiry)
    {
        _opened.Add(inquiry);
        return Say(isBilled: false);
    }

    public Task<Entry> Close(InquiryRecord record)
    {
        _closed.Add(record);
        return Say(isBilled: false);
    }

    Task<Entry> Say(bool isBilled)
    {
        if (Failure is not null)
            return Task.FromException<Entry>(Failure);

        var verdict = _verdicts.TryDequeue(out var next) ? next : Verdict.Recorded;
        return Task.FromResult(new Entry(verdict, isBilled && verdict is Verdict.Recorded ? Invoice : null));
    }
}
