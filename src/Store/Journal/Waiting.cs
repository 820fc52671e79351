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
    // Whoever waits goes on where this is completed, and that is never the writer's own thread: see Release.
    readonly TaskCompletionSource<Entry> _done = new();

    Entry _entry;
    Exception? _failure;

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

    /// <summary>Whether there is an answer. Whoever waits hears it when it is released.</summary>
    public bool IsAnswered { get; private set; }

    public void Answer(Entry entry)
    {
        if (IsAnswered)
            return;

        (_entry, IsAnswered) = (entry, true);
        Telemetry.WaitSeconds.Record(Stopwatch.GetElapsedTime(Since).TotalSeconds);
    }

    public void Fail(Exception e)
    {
        if (!IsAnswered)
            (_failure, IsAnswered) = (e, true);
    }

    /// <summary>Lets everybody in the group who has an answer go on.</summary>
    /// <remarks>In a few long pieces of work, one a processor. Queued one by one, each would wake a thread or take its
    /// turn behind the next group's.</remarks>
    public static void Release(List<Waiting> group)
    {
        var answered = group.FindAll(waiting => waiting.IsAnswered).ToArray();
        var share = (answered.Length + Environment.ProcessorCount - 1) / Environment.ProcessorCount;

        foreach (var part in answered.Chunk(Math.Max(share, 1)))
            ThreadPool.UnsafeQueueUserWorkItem(static part => Release(part), part, preferLocal: false);
    }

    static void Release(Waiting[] part)
    {
        foreach (var waiting in part)
        {
            if (waiting._failure is not null)
                waiting._done.TrySetException(waiting._failure);
            else
                waiting._done.TrySetResult(waiting._entry);
        }
    }

    static Work WorkFor(InquiryRecord record)
    {
        if (record.MissBudget is not null || (record.Keys is not null && record.Price is not null))
            return Work.Limited;

        return record.Keys is null ? Work.Free : Work.Keyed;
    }
}
