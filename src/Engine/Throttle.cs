using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.RateLimiting;

namespace Periksa.Engine;

/// <summary>Holds partners to their limits: requests per second on this host, and accounts that do not exist.</summary>
/// <remarks>Limits are about real load and real guessing, so they run on real time, whatever a sandbox clock says.</remarks>
public sealed class Throttle : IThrottle, IDisposable
{
    /// <summary>How fast a miss budget comes back.</summary>
    public const double MissesPerMinute = 1;

    readonly PartitionedRateLimiter<(Partner Partner, string Dialect)> _rates =
        PartitionedRateLimiter.Create<(Partner Partner, string Dialect), (string, string, RateLimit)>(caller =>
            RateLimitPartition.GetTokenBucketLimiter(
                (caller.Partner.Id, caller.Dialect, caller.Partner.Rate!), key => Bucket(key.Item3)));

    readonly ConcurrentDictionary<string, (double Left, long At)> _misses = new(StringComparer.Ordinal);

    public bool Admits(Partner partner, string dialect)
    {
        if (partner.Rate is null)
            return true;

        using var lease = _rates.AttemptAcquire((partner, dialect));
        return lease.IsAcquired;
    }

    public bool MayMiss(Partner partner)
    {
        if (partner.MissBudget is null || !_misses.TryGetValue(partner.Id, out var known))
            return true;

        return known.Left + (Stopwatch.GetElapsedTime(known.At).TotalMinutes * MissesPerMinute) >= 1;
    }

    /// <summary>Remembers what the journal found left of a partner's miss budget.</summary>
    public void Learn(string partner, double missesLeft) => _misses[partner] = (missesLeft, Stopwatch.GetTimestamp());

    /// <summary>Forgets everything, as when the sandbox is emptied.</summary>
    public void Forget() => _misses.Clear();

    public void Dispose() => _rates.Dispose();

    static TokenBucketRateLimiterOptions Bucket(RateLimit rate) => new()
    {
        TokenLimit = rate.Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / rate.PerSecond,
        AutoReplenishment = true,
    };
}
