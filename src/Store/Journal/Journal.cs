using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace Periksa.Store.Journal;

/// <summary>Writes inquiries down in groups: callers wait together, a few writers flush for all of them.</summary>
/// <remarks>
/// One INSERT a request spends most of the machine on round trips and flushes. Here whatever has queued up while
/// the last group was being written becomes the next group, so groups grow with load and a lone request waits for
/// nobody. A partner's inquiries all go to the same writer: two writers with lines for one invoice would wait for
/// each other's transaction, and their groups would be half as large.
/// </remarks>
public sealed class Journal(GroupWriter writer, JournalOptions options) : IHostedService, IJournal
{
    readonly Channel<Waiting>[] _queues =
        [.. Enumerable.Range(0, options.Writers).Select(_ => Channel.CreateBounded<Waiting>(options.QueueLimit))];

    Task _writers = Task.CompletedTask;

    public Task<Entry> Record(InquiryRecord record) => Enqueue(new(record));

    public Task<Entry> Open(OpenInquiry inquiry) => Enqueue(new(inquiry));

    public Task<Entry> Close(InquiryRecord record) => Enqueue(new(record, isClosing: true));

    Task<Entry> Enqueue(Waiting waiting)
    {
        // As an int it may be negative.
        var hash = unchecked((uint)waiting.Partner.GetHashCode(StringComparison.Ordinal));

        return _queues[hash % _queues.Length].Writer.TryWrite(waiting)
            ? waiting.Done
            : Task.FromResult(new Entry(Verdict.QueueFull, Invoice: null));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writers = Task.WhenAll(
            _queues.Select(queue => Task.Run(() => WriteGroups(queue.Reader), CancellationToken.None)));
        return Task.CompletedTask;
    }

    /// <summary>Writes what is queued, then stops. The web server has stopped before, so nothing new comes
    /// in.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in _queues)
            queue.Writer.TryComplete();

        return _writers;
    }

    async Task WriteGroups(ChannelReader<Waiting> queue)
    {
        var group = new List<Waiting>(options.GroupLimit);

        while (await queue.WaitToReadAsync())
        {
            while (group.Count < options.GroupLimit && queue.TryRead(out var next))
                group.Add(next);

            if (group.Count > 0)
                await writer.Write(group);

            group.Clear();
        }
    }
}
