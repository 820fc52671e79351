using System.Diagnostics;

namespace Periksa.Callbacks;

/// <summary>So many messages at most are taken from an endpoint's queue now.</summary>
readonly record struct Share(Endpoint Endpoint, string? Url, int Messages);

/// <summary>The limits on attempts under way on this host, for each endpoint, so that a dead endpoint delays
/// nobody.</summary>
/// <remarks>
/// An endpoint is trusted once an attempt has succeeded quickly, until one fails, is slow, or has been under way for
/// long. Whoever is not trusted may have few attempts, and all of them together half the slots. Endpoints that were
/// trusted can all go silent at once, so the second half of the slots is given away in small shares only. And whoever
/// fails rests a little before the next share: an endpoint that refuses at once would otherwise burn through its queue
/// as fast as this host can write failures down.
/// </remarks>
sealed class EndpointLimiter(CourierOptions options)
{
    static readonly TimeSpan FirstRest = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan RestMaximum = TimeSpan.FromSeconds(1);

    readonly Lock _lock = new();
    readonly Dictionary<EndpointName, Endpoint> _endpoints = [];   // one for each that ever had a message
    int _taken;
    long _turn;

    /// <summary>Shares the free slots out; who has waited for a turn longest comes first.</summary>
    public List<Share> ShareOut(IEnumerable<DueEndpoint> due)
    {
        lock (_lock)
        {
            var now = Stopwatch.GetTimestamp();
            var taken = _taken;
            var doubtful = _endpoints.Values.Where(one => !IsTrusted(one, now)).Sum(one => one.Taken);
            var shares = new List<Share>();

            foreach (var (endpoint, url) in Rested(due, now))
            {
                var isTrusted = IsTrusted(endpoint, now);
                var share = Math.Min(LimitOf(isTrusted, taken) - endpoint.Taken, options.Slots - taken);
                if (!isTrusted)
                    share = Math.Min(share, (options.Slots / 2) - doubtful);

                if (share <= 0)
                {
                    endpoint.MayHaveMore = true;
                    continue;
                }

                shares.Add(new(endpoint, url, share));
                endpoint.Turn = ++_turn;
                taken += share;
                doubtful += isTrusted ? 0 : share;
            }

            return shares;
        }
    }

    /// <summary>Notes how many messages came of a share.</summary>
    public void Take(Share share, int messages)
    {
        lock (_lock)
        {
            share.Endpoint.Taken += messages;
            share.Endpoint.MayHaveMore = messages >= share.Messages;
            _taken += messages;
        }
    }

    /// <summary>An attempt begins now.</summary>
    public long Begin(Endpoint endpoint)
    {
        lock (_lock)
        {
            var now = Stopwatch.GetTimestamp();
            endpoint.Begun.Add(now);
            return now;
        }
    }

    /// <summary>The attempt that began then is over; its slot stays taken until that is written down.</summary>
    public void Judge(Endpoint endpoint, long begun, bool isDelivered)
    {
        lock (_lock)
        {
            endpoint.Begun.Remove(begun);
            endpoint.IsTrusted = isDelivered && Stopwatch.GetElapsedTime(begun) <= options.SlowAfter;
            endpoint.Rest = isDelivered ? TimeSpan.Zero : Longer(endpoint.Rest);
            endpoint.JudgedAt = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Gives a slot back. True when the endpoint may have been waiting for it.</summary>
    public bool Free(Endpoint endpoint)
    {
        lock (_lock)
        {
            endpoint.Taken--;
            _taken--;
            return endpoint.MayHaveMore;
        }
    }

    IEnumerable<(Endpoint Endpoint, string? Url)> Rested(IEnumerable<DueEndpoint> due, long now) =>
        from one in due
        let endpoint = Find(one.Name)
        where Stopwatch.GetElapsedTime(endpoint.JudgedAt, now) >= endpoint.Rest
        orderby endpoint.Turn
        select (endpoint, one.Url);

    static TimeSpan Longer(TimeSpan rest)
    {
        if (rest == TimeSpan.Zero)
            return FirstRest;

        return rest * 2 > RestMaximum ? RestMaximum : rest * 2;
    }

    Endpoint Find(EndpointName name)
    {
        if (!_endpoints.TryGetValue(name, out var endpoint))
            _endpoints.Add(name, endpoint = new(name));

        return endpoint;
    }

    int LimitOf(bool isTrusted, int taken) => isTrusted && taken < options.Slots / 2
        ? options.SlotsPerEndpoint
        : options.SlotsPerDoubtfulEndpoint;

    // Begun in order, so the first is the oldest.
    bool IsTrusted(Endpoint endpoint, long now) =>
        endpoint.IsTrusted
        && (endpoint.Begun.Count == 0 || Stopwatch.GetElapsedTime(endpoint.Begun[0], now) <= options.SlowAfter);
}

/// <summary>An endpoint as a host knows it; <see cref="EndpointLimiter"/> alone changes it.</summary>
sealed class Endpoint(EndpointName name)
{
    public EndpointName Name { get; } = name;

    /// <summary>Its slots: attempts under way, or not written down yet.</summary>
    public int Taken { get; set; }

    /// <summary>When the attempts under way began, oldest first.</summary>
    public List<long> Begun { get; } = [];

    /// <summary>True if the last attempt succeeded, and quickly.</summary>
    public bool IsTrusted { get; set; }

    /// <summary>The time after <see cref="JudgedAt"/> for which it gets no share.</summary>
    public TimeSpan Rest { get; set; }

    /// <summary>When the last attempt was over.</summary>
    public long JudgedAt { get; set; }

    /// <summary>True if it had its share and there may have been more in its queue.</summary>
    public bool MayHaveMore { get; set; }

    /// <summary>When it had its last share, counted in shares.</summary>
    public long Turn { get; set; }
}
