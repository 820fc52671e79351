using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>Counts of a day, in memory.</summary>
sealed class CountedHits : IAccountHits
{
    static readonly DateOnly Today = new(2026, 11, 30);

    readonly Dictionary<(RouteName, BankAccount), int> _counts = [];

    /// <summary>How often a route was asked about an account.</summary>
    public int this[RouteName route, BankAccount account]
    {
        get
        {
            lock (_counts)
                return _counts.GetValueOrDefault((route, account));
        }
    }

    /// <summary>What counting fails with; <c>null</c>: it does not.</summary>
    public Exception? Failure { get; set; }

    public Task<DateOnly?> Count(RouteName route, BankAccount account, int most, CancellationToken gone)
    {
        if (Failure is not null)
            return Task.FromException<DateOnly?>(Failure);

        lock (_counts)
        {
            var count = _counts.GetValueOrDefault((route, account));
            if (count >= most)
                return Task.FromResult<DateOnly?>(null);

            _counts[(route, account)] = count + 1;
            return Task.FromResult<DateOnly?>(Today);
        }
    }

    public Task TakeBack(RouteName route, BankAccount account, DateOnly day)
    {
        lock (_counts)
            _counts[(route, account)]--;

        return Task.CompletedTask;
    }
}
