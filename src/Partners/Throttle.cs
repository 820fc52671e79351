using System.Threading.RateLimiting;

namespace Periksa.Partners;

/// <summary>Holds partners to so many requests a second on this host.</summary>
/// <remarks>A limit is about real load, so it runs on real time, whatever a sandbox clock says.</remarks>
public sealed class Throttle : IThrottle, IDisposable
{
    readonly PartitionedRateLimiter<(Partner Partner, DialectName Dialect)> _rates =
        PartitionedRateLimiter.Create<(
            Partner Partner, DialectName Dialect), (PartnerId, DialectName, RateLimit)>(caller =>
            RateLimitPartition.GetTokenBucketLimiter(
                (caller.Partner.Id, caller.Dialect, caller.Partner.Rate!), key => Bucket(key.Item3)));

    public bool Admits(Partner partner, DialectName dialect)
    {
        if (partner.Rate is null)
            return true;

        using var lease = _rates.AttemptAcquire((partner, dialect));
        return lease.IsAcquired;
    }

    public void Dispose() => _rates.Dispose();

    static TokenBucketRateLimiterOptions Bucket(RateLimit rate) => new()
    {
        TokenLimit = rate.Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / rate.PerSecond,
        AutoReplenishment = true,
    };
}
