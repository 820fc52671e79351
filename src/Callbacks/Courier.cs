using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Callbacks;

/// <summary>Posts what is waiting to be posted, until it has arrived. Any number of hosts may do so at once.</summary>
/// <remarks>
/// A message is leased before it is posted, and no transaction is open meanwhile. The lease of a host that dies runs
/// out, and another goes on: every message is posted at least once.
/// </remarks>
public sealed partial class Courier : BackgroundService
{
    // Looks for work take a quarter of one connection's time at most, however many endpoints there are.
    const int RestPerLook = 3;

    static readonly TimeSpan RestMinimum = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(1);

    readonly CourierOptions _options;
    readonly OutboxSignal _signal;
    readonly ISharedClock _shared;
    readonly ILogger<Courier> _log;
    readonly CallbackTargets _routes;
    readonly Queue _queue;
    readonly EndpointLimiter _limiter;
    readonly DeliveryLog _deliveryLog;
    readonly Delivery _delivery;
    readonly List<Task> _running = [];

    public Courier(
        NpgsqlDataSource database,
        ICredentials credentials,
        IEnumerable<ICallbackDialect> dialects,
        OutboxSignal signal,
        CourierOptions options,
        TimeProvider clock,
        ISharedClock shared,
        ILogger<Courier> log)
    {
        (_options, _signal, _shared, _log) = (options.Checked(), signal, shared, log);
        _routes = new(credentials, dialects, options);
        _queue = new(database, options.Lease);
        _limiter = new(options);
        _deliveryLog = new(database, log);
        _delivery = new(_routes, _limiter, _deliveryLog, options, clock, log);
    }

    public override void Dispose()
    {
        _delivery.Dispose();
        _deliveryLog.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _deliveryLog.Start();
        while (!stoppingToken.IsCancellationRequested)
            await LookGuarded(stoppingToken);

        // What is under way may end, for a little while; what does not is handed back.
        _delivery.StopAfter(_options.Grace);
        _deliveryLog.GiveUpAfter(_options.Grace * 2);
        await Task.WhenAll(_running);
        await _deliveryLog.Stop();
    }

    async Task LookGuarded(CancellationToken stopping)
    {
        try
        {
            await _signal.Wait(_options.Pause, stopping);

            var began = Stopwatch.GetTimestamp();
            await Look(stopping);

            var rest = Stopwatch.GetElapsedTime(began) * RestPerLook;
            await Task.Delay(rest > RestMinimum ? rest : RestMinimum, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // Whatever it was: a courier that looks again is better than none.
            Log.Postponed(_log, e);
            await Task.WhenAny(Task.Delay(RestAfterFailure, stopping));
        }
    }

    async Task Look(CancellationToken stopping)
    {
        _running.RemoveAll(task => task.IsCompleted);

        if (!_shared.MayDecide)
            return;

        var now = _shared.Now;
        var due = await _queue.FindDue(now, stopping);
        var shares = _limiter.ShareOut(due.Where(_routes.IsOpen));
        if (shares.Count == 0)
            return;

        var claimed = await _queue.Claim(shares, now);
        var byEndpoint = claimed.Messages.ToLookup(message => message.Endpoint);
        foreach (var share in shares)
        {
            var messages = byEndpoint[share.Endpoint.Name].ToArray();
            _limiter.Take(share, messages.Length);
            foreach (var message in messages)
                _running.Add(Task.Run(() => Deliver(message, share), CancellationToken.None));
        }

        if (claimed.PutBehind > 0)
            _signal.Ring();   // other subjects' messages were behind those
    }

    async Task Deliver(Message message, Share share)
    {
        try
        {
            await _delivery.Deliver(message, share);
        }
        catch (Exception e)
        {
            Log.Failed(_log, e, message.Id);   // the lease runs out, and somebody tries again
        }

        // The next of its subject is due now.
        if (_limiter.Free(share.Endpoint) || message.IsOrdered)
            _signal.Ring();
    }

    static partial class Log
    {
        [LoggerMessage(72, LogLevel.Warning, "What is to be posted could not be looked up; trying again in a second")]
        public static partial void Postponed(ILogger log, Exception e);

        [LoggerMessage(73, LogLevel.Error, "Nobody knows what became of callback {Message}; it is posted again")]
        public static partial void Failed(ILogger log, Exception e, long message);
    }
}
