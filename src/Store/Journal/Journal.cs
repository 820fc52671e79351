using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace Periksa.Store.Journal;

/// <summary>Writes inquiries down in groups: callers wait together, a few writers flush for all of them.</summary>
/// <remarks>
/// One INSERT a request spends most of the machine on round trips and flushes. Here whatever has queued up while the last
/// group was being written becomes the next group, so groups grow with load and a lone request waits for nobody.
/// </remarks>
public sealed class Journal(GroupWriter writer, JournalOptions options) : IHostedService, IJournal
{
    readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(options.QueueLimit);

    readonly List<Task> _writers = [];

    public Task<Entry> Record(InquiryRecord record)
    {
        var waiting = new Waiting(record);
        return _queue.Writer.TryWrite(waiting)
            ? waiting.Done
            : Task.FromResult(new Entry(Verdict.QueueFull, Invoice: null, MissesLeft: null));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < options.Writers; i++)
            _writers.Add(Task.Run(WriteGroups, CancellationToken.None));

        return Task.CompletedTask;
    }

    /// <summary>Writes what is queued, then stops. The web server has stopped before, so nothing new comes in.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_writers);
    }

    async Task WriteGroups()
    {
        var group = new List<Waiting>(options.GroupLimit);

        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < options.GroupLimit && _queue.Reader.TryRead(out var next))
                group.Add(next);

            if (group.Count > 0)
                await writer.Write(group);

            group.Clear();
        }
    }
}
