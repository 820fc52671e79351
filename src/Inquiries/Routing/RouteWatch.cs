using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Inquiries.Routing;

/// <summary>Reads twice a second what operators have taken out, which providers say that they are under maintenance,
/// and what has been spent, on whatever host; and writes down what this one has asked.</summary>
public sealed partial class RouteWatch(
    NpgsqlDataSource database,
    RouteTable table,
    Closures closures,
    Spending spending,
    PaidQuestions asked,
    TimeProvider clock,
    ILogger<RouteWatch> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    const string Closed = """
        select route, bank_code as Bank, from_at as FromAt, until_at as UntilAt, days, from_time as FromTime,
               until_time as UntilTime, false as IsMaintenance
        from route_closures
        where until_at is null or until_at > clock_timestamp()
        union all
        select route, null, 'epoch', until_at, null, null, null, true
        from provider_maintenance where until_at > clock_timestamp()
        """;

    const string Paid = """
        select route, sum(price)::bigint
        from provider_questions
        where day = @today and price > 0 and route = any(@limited)
        group by route
        """;

    // To add up a great many takes a while: it is done for a twentieth of the time at most.
    const int PauseForEachLook = 19;

    Task _addingUp = Task.CompletedTask;
    bool _isFirst = true;
    DateOnly _addedUp;
    long _addedUpAt;
    TimeSpan _took;

    /// <summary>Does it now.</summary>
    public async Task Look(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(Closed, cancellationToken: cancel));
        closures.Learn(rows.ToLookup(row => new RouteName(row.Route), row => row.ToClosure()));

        await asked.Write(connection, cancel);
        if (_addingUp.IsCompleted)
            _addingUp = AddUp(cancel);
        if (_isFirst)
            await _addingUp;

        _isFirst = false;
    }

    async Task AddUp(CancellationToken cancel)
    {
        string[] limited = [.. table.Limited.Select(route => route.Value)];
        var today = BusinessDay.Of(clock.GetUtcNow());
        var isYoung = today == _addedUp && Stopwatch.GetElapsedTime(_addedUpAt) < PauseForEachLook * _took;
        if (limited.Length == 0 || isYoung)
            return;

        var began = Stopwatch.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(cancel);
        var paid = await connection.QueryAsync<(string Route, long Paid)>(
            new CommandDefinition(Paid, new { today, limited }, cancellationToken: cancel));
        spending.Learn(today, paid.ToDictionary(row => new RouteName(row.Route), row => row.Paid));
        (_addedUp, _addedUpAt, _took) = (today, Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(began));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!table.All.Any())
            return;

        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotRead(log, e);   // what was read last holds
            }
        }
    }

    sealed class Row
    {
        public required string Route { get; init; }
        public string? Bank { get; init; }
        public DateTime FromAt { get; init; }
        public DateTime? UntilAt { get; init; }
        public short? Days { get; init; }
        public TimeOnly? FromTime { get; init; }
        public TimeOnly? UntilTime { get; init; }
        public bool IsMaintenance { get; init; }

        public RouteClosure ToClosure() => new()
        {
            Bank = Bank,
            From = new(FromAt, TimeSpan.Zero),
            Until = UntilAt is { } until ? new(until, TimeSpan.Zero) : DateTimeOffset.MaxValue,
            Days = Days is { } days ? WeekDays.Of(days) : null,
            Hours = FromTime is { } from && UntilTime is { } to ? (from, to) : null,
            Reason = IsMaintenance ? SkipReason.Maintenance : SkipReason.Cordoned,
        };
    }

    static partial class Log
    {
        [LoggerMessage(165, LogLevel.Warning, "What routes are closed and what was spent could not be read yet")]
        public static partial void NotRead(ILogger log, Exception e);
    }
}
