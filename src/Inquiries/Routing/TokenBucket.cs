namespace Periksa.Inquiries.Routing;

/// <summary>Lets something happen so often a second, and so often at once after a pause: in any time of t seconds no
/// more than t times the rate, and the burst.</summary>
/// <remarks>
/// It keeps one number, the moment from which on the whole burst may happen again; each turn moves that on by its share
/// of a second. Clocks that are set do not matter to it, since it goes by the time that has passed.
/// <c>TokenBucketRateLimiter</c> goes by a clock of its own that no test can move, and fills up in steps.
/// </remarks>
sealed class TokenBucket
{
    readonly TimeProvider _clock;
    readonly long _share;
    readonly long _most;
    readonly Lock _lock = new();
    long _fullAt;

    /// <param name="rate">How often a second.</param>
    /// <param name="burst">How often at once.</param>
    public TokenBucket(decimal rate, int burst, TimeProvider clock)
    {
        _clock = clock;
        _share = (long)decimal.Ceiling(clock.TimestampFrequency / rate);
        _most = _share * burst;
        _fullAt = clock.GetTimestamp();
    }

    /// <summary>True if it may happen now.</summary>
    public bool IsLeft
    {
        get
        {
            lock (_lock)
                return _fullAt + _share - _clock.GetTimestamp() <= _most;
        }
    }

    /// <summary>Takes a turn, where there is one.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            var fullAt = Math.Max(now, _fullAt) + _share;
            if (fullAt - now > _most)
                return false;

            _fullAt = fullAt;
            return true;
        }
    }

    /// <summary>Gives back a turn that nothing came of.</summary>
    public void Return()
    {
        lock (_lock)
            _fullAt -= _share;
    }
}
