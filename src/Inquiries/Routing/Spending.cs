using System.Collections.Concurrent;

namespace Periksa.Inquiries.Routing;

/// <summary>What the day's questions have cost, so far as this host knows: what the ledger said last, and what it has
/// asked itself since.</summary>
/// <remarks>On one host a limit is kept to the sen; what other hosts have asked in the last second it does not
/// know.</remarks>
public sealed class Spending
{
    readonly ConcurrentDictionary<RouteName, Account> _accounts = [];

    /// <summary>True if one more question may be asked under the limit.</summary>
    public bool IsLeft(RouteName route, RouteTerms terms) =>
        terms.DailySpendLimit is not { } limit || Of(route).IsLeft(terms.Prices.Highest.Minor, limit.Minor);

    /// <summary>Sets aside what one more question costs at most; false where that is more than is left.</summary>
    public bool TryReserve(RouteName route, RouteTerms terms) =>
        terms.DailySpendLimit is not { } limit || Of(route).TryReserve(terms.Prices.Highest.Minor, limit.Minor);

    /// <summary>Gives back what was set aside, but for what the question has cost.</summary>
    public void Settle(RouteName route, RouteTerms terms, Money price)
    {
        if (terms.DailySpendLimit is not null)
            Of(route).Settle(terms.Prices.Highest.Minor, price.Minor);
    }

    /// <summary>Takes over what the ledger says.</summary>
    public void Learn(IReadOnlyDictionary<RouteName, long> paid)
    {
        foreach (var route in paid.Keys.Union(_accounts.Keys))
            Of(route).Learn(paid.GetValueOrDefault(route));
    }

    Account Of(RouteName route) => _accounts.GetOrAdd(route, static _ => new());

    // What is heard is written down a moment later: it counts here until a reading that began well after that.
    sealed class Account
    {
        readonly Lock _lock = new();
        long _read;
        long _reserved;
        long _settled;
        long _settledBefore;

        public bool IsLeft(long price, long limit)
        {
            lock (_lock)
                return _read + _reserved + _settled + _settledBefore + price <= limit;
        }

        public bool TryReserve(long price, long limit)
        {
            lock (_lock)
            {
                if (_read + _reserved + _settled + _settledBefore + price > limit)
                    return false;

                _reserved += price;
                return true;
            }
        }

        public void Settle(long reserved, long price)
        {
            lock (_lock)
            {
                _reserved -= reserved;
                _settled += price;
            }
        }

        public void Learn(long read)
        {
            lock (_lock)
                (_read, _settledBefore, _settled) = (read, _settled, 0);
        }
    }
}
