using System.Collections.Concurrent;

namespace Periksa.Inquiries.Routing;

/// <summary>What the day's questions have cost, so far as this host knows: what it has asked itself, and what the
/// ledger has beyond that.</summary>
/// <remarks>On one host a limit is kept to the sen; what other hosts have asked in the last second it does not
/// know.</remarks>
public sealed class Spending
{
    readonly ConcurrentDictionary<RouteName, Account> _accounts = [];
    DateOnly _day;

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

    /// <summary>Takes over what the ledger says of a day.</summary>
    public void Learn(DateOnly day, IReadOnlyDictionary<RouteName, long> paid)
    {
        var isNew = _day != default && _day != day;
        _day = day;
        foreach (var route in paid.Keys.Union(_accounts.Keys))
            Of(route).Learn(paid.GetValueOrDefault(route), isNew);
    }

    Account Of(RouteName route) => _accounts.GetOrAdd(route, static _ => new());

    sealed class Account
    {
        readonly Lock _lock = new();
        long _own;
        long _others;
        long _reserved;

        public bool IsLeft(long price, long limit)
        {
            lock (_lock)
                return _own + _others + _reserved + price <= limit;
        }

        public bool TryReserve(long price, long limit)
        {
            lock (_lock)
            {
                if (_own + _others + _reserved + price > limit)
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
                _own += price;
            }
        }

        // The ledger has ours as well, but for what is being written at this moment: what is beyond it is others', or
        // ours from before a restart. It never becomes less within a day.
        public void Learn(long read, bool isNewDay)
        {
            lock (_lock)
            {
                if (isNewDay)
                    (_own, _others) = (0, 0);

                _others = Math.Max(_others, read - _own);
            }
        }
    }
}
