using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>Writes inquiries down in groups: callers wait together, a few lanes flush for all of them.</summary>
/// <remarks>
/// One INSERT a request spends most of the machine on round trips and flushes. Here whatever has queued up while
/// the last group was being written becomes the next group, so groups grow with load and a lone request waits for
/// nobody. A partner's inquiries all go through the same lane: two lanes with lines for one partner would make groups
/// half as large. How open ones end has lanes of its own: what is opened and what is closed are never in one group, and
/// would wait for each other.
/// </remarks>
public sealed class InquiryLog : IHostedService, IInquiryLog, IDisposable
{
    readonly GroupCommit<InquiryLogItem, InquiryEntry> _groups;
    readonly GroupCommit<InquiryLogItem, InquiryEntry> _endings;
    readonly Meter _meter = new(StoreTelemetry.Name);

    public TimeSpan Patience { get; }

    public InquiryLog(
        InquiryWriter writer, InquiryLogOptions options, ILogger<InquiryLog> log, SpareConnections? connections = null)
    {
        Patience = options.Patience;
        var settings = new GroupOptions<InquiryLogItem, InquiryEntry>(
            options.Writers, options.GroupLimit, options.QueueLimit, options.Patience, item => item.Partner)
        {
            Kind = static item => (int)item.Work,
            Busy = static () => new(InquiryVerdict.QueueFull, Invoice: null),
            Waited = static time => InquiryLogMetrics.WaitSeconds.Record(time.TotalSeconds),
        };
        _groups = new(settings, writer.Write, log, connections);
        _endings = new(
            settings with { Lanes = (options.Writers + 1) / 2 }, writer.Write, log, connections);
        _meter.CreateObservableGauge(
            "periksa.inquirylog.queue",
            () => _groups.Waiting + _endings.Waiting,
            "{record}",
            "Records that wait to be written.");
    }

    public void Dispose() => _meter.Dispose();

    public Task<InquiryEntry> Record(
        InquiryRecord record, TimeSpan? patience = null, CancellationToken gone = default) =>
        _groups.Enqueue(new(record), patience, gone);

    public Task<InquiryEntry> Open(OpenInquiry inquiry, CancellationToken gone = default) =>
        _groups.Enqueue(new(inquiry), gone: gone);

    public Task<InquiryEntry> Close(InquiryRecord record, TimeSpan? patience = null) =>
        _endings.Enqueue(new(record, isClosing: true), patience);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _groups.Start();
        _endings.Start();
        return Task.CompletedTask;
    }

    /// <summary>Writes what is queued, then stops. The web server has stopped before, so nothing new comes
    /// in.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_groups.Stop(), _endings.Stop());
}
