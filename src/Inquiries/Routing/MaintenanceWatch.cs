using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Inquiries.Routing;

/// <summary>Asks providers whether they are under maintenance, where they say that: one host at a time, each route
/// twice a minute. While one says so, no host asks it anything else.</summary>
/// <remarks>A clear yes closes a route for two minutes, and a clear no opens it. Anything else changes nothing: a
/// provider that ceases to say anything is asked again when the last yes is old.</remarks>
public sealed partial class MaintenanceWatch(NpgsqlDataSource database, RouteTable table, ILogger<MaintenanceWatch> log)
    : BackgroundService
{
    static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Hosts that start together, and providers that count by the minute, are not to see a pattern.
    static readonly TimeSpan PaceMinimum = TimeSpan.FromSeconds(25);
    static readonly TimeSpan PaceMaximum = TimeSpan.FromSeconds(35);

    static readonly TimeSpan Believed = TimeSpan.FromMinutes(2);

    // By the database's clock, which is one. What is from a time to come was written before that was set back.
    const string Claim = """
        insert into provider_maintenance as m (route, asked_at) values (@route, clock_timestamp())
        on conflict (route) do update set asked_at = excluded.asked_at
        where m.asked_at not between excluded.asked_at - @pace and excluded.asked_at
        returning true
        """;

    // They tell whether that is new.
    const string Close = """
        update provider_maintenance m set until_at = clock_timestamp() + @Believed
        from provider_maintenance before where m.route = @route and before.route = m.route
        returning coalesce(before.until_at < clock_timestamp(), true)
        """;

    const string Open = """
        update provider_maintenance set until_at = null where route = @route and until_at is not null returning true
        """;

    readonly IMaintainedRoute[] _routes =
        [.. table.All.OfType<IMaintainedRoute>().Where(route => route.TellsMaintenance)];

    /// <summary>Asks those that it is time to ask.</summary>
    public Task Look(CancellationToken cancel) => Task.WhenAll(_routes.Select(route => Look(route, cancel)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_routes.Length == 0)
            return;

        using var timer = new PeriodicTimer(Tick);
        do
        {
            await Look(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task Look(IMaintainedRoute route, CancellationToken cancel)
    {
        try
        {
            if (await IsTime(route.Name, cancel) && await Ask(route, cancel) is { } isUnder)
                await Write(route.Name, isUnder, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Log.NotKnown(log, e, route.Name.Value);
        }
    }

    async Task<bool> IsTime(RouteName route, CancellationToken cancel)
    {
        var pace = PaceMinimum + ((PaceMaximum - PaceMinimum) * Random.Shared.NextDouble());
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<bool>(
            new CommandDefinition(Claim, new { route = route.Value, pace }, cancellationToken: cancel));
    }

    static async Task<bool?> Ask(IMaintainedRoute route, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            return await route.IsUnderMaintenance(patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    async Task Write(RouteName route, bool isUnder, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var isNew = await connection.QuerySingleOrDefaultAsync<bool>(new CommandDefinition(
            isUnder ? Close : Open, new { route = route.Value, Believed }, cancellationToken: cancel));
        if (isNew && isUnder)
            Log.IsUnder(log, route.Value);
        else if (isNew)
            Log.IsOver(log, route.Value);
    }

    static partial class Log
    {
        [LoggerMessage(174, LogLevel.Warning,
            "{Route} says that it is under maintenance, and is not asked until it says that it is not")]
        public static partial void IsUnder(ILogger log, string route);

        [LoggerMessage(175, LogLevel.Information, "{Route} says that its maintenance is over, and is asked again")]
        public static partial void IsOver(ILogger log, string route);

        [LoggerMessage(176, LogLevel.Warning,
            "Whether {Route} is under maintenance could not be asked or written down; it is tried again")]
        public static partial void NotKnown(ILogger log, Exception e, string route);
    }
}
