using System.Diagnostics;

namespace Periksa.Store.Journal;

/// <summary>What the journal is to do. Each is written by a statement of its own, in a transaction of its own: they
/// take locks in different orders.</summary>
enum Work
{
    /// <summary>Write an inquiry down that uses nothing up.</summary>
    Free,

    /// <summary>Write one down that uses keys up, and has no price and no miss budget.</summary>
    Keyed,

    /// <summary>Write one down that spends a miss budget, or has both keys and a price.</summary>
    Limited,

    /// <summary>Take the keys of one that is about to be asked outside.</summary>
    Open,

    /// <summary>Write down how that ended.</summary>
    Close,
}

/// <summary>Work in the queue, and whoever waits for it.</summary>
sealed class Waiting
{
    // Continuations run elsewhere: a writer releases a whole group and goes back to writing.
    readonly TaskCompletionSource<Entry> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    readonly InquiryRecord? _record;
    readonly OpenInquiry? _opening;

    public Waiting(InquiryRecord record, bool isClosing = false)
    {
        _record = record;
        (Id, Partner, Keys) = (record.Id, record.Partner, record.Keys);
        Work = isClosing ? Work.Close : WorkFor(record);
    }

    public Waiting(OpenInquiry opening)
    {
        _opening = opening;
        (Id, Partner, Keys, Work) = (opening.Id, opening.Partner, opening.Keys, Work.Open);
    }

    public Work Work { get; }

    public InquiryId Id { get; }

    public string Partner { get; }

    public OnceKeys? Keys { get; }

    public InquiryRecord Record => _record!;

    public OpenInquiry Opening => _opening!;

    public long Since { get; } = Stopwatch.GetTimestamp();

    public Task<Entry> Done => _done.Task;

    public void Answer(Entry entry)
    {
        Telemetry.WaitSeconds.Record(Stopwatch.GetElapsedTime(Since).TotalSeconds);
        _done.TrySetResult(entry);
    }

    public void Fail(Exception e) => _done.TrySetException(e);

    static Work WorkFor(InquiryRecord record)
    {
        if (record.MissBudget is not null || (record.Keys is not null && record.Price is not null))
            return Work.Limited;

        return record.Keys is null ? Work.Free : Work.Keyed;
    }
}
