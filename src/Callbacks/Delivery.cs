using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Periksa.Callbacks.Posting;

namespace Periksa.Callbacks;

/// <summary>Carries one message at a time to its receiver, and has written down what came of it.</summary>
sealed partial class Delivery(
    CallbackTargets targets,
    EndpointLimiter limiter,
    DeliveryLog deliveryLog,
    CourierOptions options,
    TimeProvider clock,
    ILogger log)
    : IDisposable
{
    readonly CallbackClient _client = new(options);
    readonly CancellationTokenSource _stop = new();

    /// <summary>Returns when the attempt is over and written down.</summary>
    public async Task Deliver(Message message, Share share)
    {
        // A machine that stood still in between has lost the message to another host.
        if (IsLost(message))
            return;

        var result = await Attempt(message, share);
        CourierMetrics.Count(result);
        if (result.Fate is Fate.Parked)
            Log.Parked(log, message.Id, message.Endpoint.Dialect, message.Endpoint.Credential);

        await deliveryLog.Write(result);
    }

    /// <summary>Ends what is still under way by then.</summary>
    public void StopAfter(TimeSpan grace) => _stop.CancelAfter(grace);

    public void Dispose()
    {
        _client.Dispose();
        _stop.Dispose();
    }

    bool IsLost(Message message) => message.Claimed.Elapsed > options.Lease - options.Timeout;

    async Task<Result> Attempt(Message message, Share share)
    {
        var at = clock.GetUtcNow();
        var begun = limiter.Begin(share.Endpoint);
        var isDelivered = false;
        try
        {
            var (url, reply) = await PostGuarded(message, share.Url);
            var took = (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            var attempt = new Attempt(message.Number, at, url, reply.Status, reply.Error, took);
            var result = targets.Judge(message, attempt, reply, clock.GetUtcNow());

            isDelivered = result.Fate is Fate.Delivered;
            return result;
        }
        finally
        {
            limiter.Judge(share.Endpoint, begun, isDelivered);
        }
    }

    async Task<(string? Url, Reply Reply)> PostGuarded(Message message, string? registered)
    {
        if (registered is null)
            return (null, Reply.NoUrl);

        var url = targets.Resolve(registered);
        if (url is null || CallbackClient.Parse(url) is not { } uri)
            return (registered, Reply.BadUrl);

        try
        {
            var headers = await targets.Sign(message, url, clock.GetUtcNow(), _stop.Token);
            return IsLost(message)
                ? (url, Reply.Interrupted)
                : (url, await _client.Post(uri, message.Body, headers, _stop.Token));
        }
        catch (Exception e)
        {
            // The receiver's faults are replies, so this is ours: a secret that no key of this host opens, say.
            Log.Broken(log, e, message.Id, message.Endpoint.Dialect, message.Endpoint.Credential);
            return (url, Reply.Broken);
        }
    }

    static partial class Log
    {
        [LoggerMessage(74, LogLevel.Error, "Callback {Message} for {Dialect} {Credential} could not be signed or sent")]
        public static partial void Broken(ILogger log, Exception e, long message, string dialect, string credential);

        [LoggerMessage(75, LogLevel.Warning,
            "Callback {Message} for {Dialect} {Credential} is parked: its receiver has not taken it. "
            + "'periksa callback redeliver' posts it again, once that is mended")]
        public static partial void Parked(ILogger log, long message, string dialect, string credential);
    }
}
