using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Periksa.Inquiries.Routing;
using Periksa.Postgres;

namespace Periksa.Monitoring;

/// <summary>What was spent and saved this month. To add it up may take long: it is done behind whoever looks, now and
/// then, and what was added up last is shown.</summary>
public sealed class SavingsWatch([FromKeyedServices(Database.ReadsKey)] NpgsqlDataSource reads)
{
    static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    readonly Lock _lock = new();
    volatile SavingsSeen? _last;
    Task _adding = Task.CompletedTask;

    /// <summary>What was added up last; <c>null</c> while it is for the first time.</summary>
    public SavingsSeen? Look()
    {
        lock (_lock)
        {
            var isYoung = _last is { } last && TimeProvider.System.GetUtcNow() - last.At < Young + 20 * last.Took;
            if (_adding.IsCompleted && !isYoung)
                _adding = Task.Run(AddUp);
        }

        return _last;
    }

    async Task AddUp()
    {
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            var rows = await SavingsReport.Read(reads, CancellationToken.None);
            _last = new(rows, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetElapsedTime(began));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            // The page says so by showing how old the last is; the next look adds it up again.
        }
    }
}

/// <param name="Took">How long it took to add up.</param>
public sealed record SavingsSeen(IReadOnlyList<SavingsRow> Rows, DateTimeOffset At, TimeSpan Took);
