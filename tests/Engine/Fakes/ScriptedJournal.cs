namespace Periksa.Engine.Tests.Fakes;

/// <summary>A journal that gives its verdicts in the order it was told, then records whatever comes, and
/// remembers every record it was handed.</summary>
sealed class ScriptedJournal(params Verdict[] verdicts) : IJournal
{
    readonly Queue<Verdict> _verdicts = new(verdicts);
    readonly List<InquiryRecord> _handed = [];

    /// <summary>The invoice that carries every line.</summary>
    public static readonly InvoiceId Invoice = new(Guid.Parse("d1000000-0000-4000-8000-000000000001"));

    public IReadOnlyList<InquiryRecord> Handed => _handed;

    /// <summary>What it does instead of writing anything down, when it is out of reach.</summary>
    public Exception? Failure { get; init; }

    public Task<Entry> Record(InquiryRecord record)
    {
        _handed.Add(record);
        if (Failure is not null)
            return Task.FromException<Entry>(Failure);

        var verdict = _verdicts.TryDequeue(out var next) ? next : Verdict.Recorded;
        var isBilled = verdict is Verdict.Recorded && record.Price is not null;
        return Task.FromResult(new Entry(verdict, isBilled ? Invoice : null));
    }
}
