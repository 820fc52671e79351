using System.Diagnostics;

namespace Periksa.Store.Journal;

/// <summary>A record in the queue, and whoever waits for it.</summary>
sealed class Waiting(InquiryRecord record)
{
    // Continuations run elsewhere: a writer releases a whole group and goes back to writing.
    readonly TaskCompletionSource<Entry> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public InquiryRecord Record { get; } = record;

    /// <summary>Whether it uses something up that others may want, too.</summary>
    public bool IsLimited => Record.Keys is not null || Record.MissBudget is not null;

    public long Since { get; } = Stopwatch.GetTimestamp();

    public Task<Entry> Done => _done.Task;

    public void Answer(Entry entry)
    {
        Telemetry.WaitSeconds.Record(Stopwatch.GetElapsedTime(Since).TotalSeconds);
        _done.TrySetResult(entry);
    }

    public void Fail(Exception e) => _done.TrySetException(e);
}
