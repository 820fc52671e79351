using System.Collections.Frozen;
using Periksa.Callbacks.Posting;

namespace Periksa.Callbacks;

/// <summary>The URLs of callback messages, their signatures, and the verdict on each attempt.</summary>
sealed class CallbackTargets(
    ICredentials credentials, IEnumerable<ICallbackDialect> dialects, CourierOptions options)
{
    readonly FrozenDictionary<DialectName, ICallbackDialect> _dialects =
        dialects.ToFrozenDictionary(one => one.Dialect);

    /// <summary>True if this host can do anything about an endpoint now. If not, its messages stay where they are:
    /// this host may not have heard of a new credential yet, or another host may know the dialect.</summary>
    public bool IsOpen(DueEndpoint endpoint)
    {
        if (!_dialects.ContainsKey(new(endpoint.Name.Dialect)))
            return false;

        // Without a URL there is nowhere to post to, which can be said without knowing the credential.
        return endpoint.Url is null
            || (credentials.Find(new(endpoint.Name.Dialect), new(endpoint.Name.Credential)) is not null
                && !(options.IsInbox(endpoint.Url) && options.Served() is null));
    }

    /// <inheritdoc cref="CourierOptions.Resolve"/>
    public string? Resolve(string registered) => options.Resolve(registered);

    public ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(
        Message message, string url, DateTimeOffset now, CancellationToken cancel)
    {
        var (dialect, name) = message.Endpoint;
        return credentials.Find(new(dialect), new(name)) is { } credential
            ? _dialects[new(dialect)].Sign(credential, url, message.Body, now, cancel)
            : throw new InvalidOperationException("The credential has just been taken away.");
    }

    /// <summary>The result of an attempt for its message: delivered, posted again later or at once, or given
    /// up.</summary>
    public Result Judge(Message message, Attempt attempt, Reply reply, DateTimeOffset now)
    {
        var dialect = _dialects[new(message.Endpoint.Dialect)];

        if (reply == Reply.Interrupted)
            return new(message, attempt, Fate.Interrupted, message.Failures, DueAt: null, now);

        if (reply.Status is { } status && dialect.IsDelivered(status))
            return new(message, attempt, Fate.Delivered, message.Failures, DueAt: null, now);

        var failures = message.Failures + 1;
        return reply != Reply.NoUrl && dialect.PauseAfter(failures, reply.Status) is { } pause
            ? new(message, attempt, Fate.Again, failures, now + Jittered(pause), now)
            : new(message, attempt, Fate.Parked, failures, DueAt: null, now);
    }

    TimeSpan Jittered(TimeSpan pause) => pause * (1 + (options.Jitter * ((2 * Random.Shared.NextDouble()) - 1)));
}
