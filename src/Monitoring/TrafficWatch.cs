using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Postgres.Hosts;

namespace Periksa.Monitoring;

/// <summary>Writes down now and then what this host has counted, so that any host can show how all of them
/// do.</summary>
public sealed partial class TrafficWatch(
    NpgsqlDataSource database, HostIdentity host, TrafficTally tally, ILogger<TrafficWatch> log) : BackgroundService
{
    /// <summary>How long it is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    const int TimeoutSeconds = 5;

    // The minute in which it is written down; a host that cannot reach the database loses what it has counted since.
    const string Write = """
        insert into traffic_minutes as t (minute, host, kind, word, count)
        select date_trunc('minute', clock_timestamp()), @host, n.kind, n.word, n.count
        from unnest(@kinds, @words, @counts) as n (kind, word, count)
        on conflict (minute, host, kind, word) do update set count = t.count + excluded.count
        """;

    const string Forget = "delete from traffic_minutes where minute < clock_timestamp() - @kept";

    DateTimeOffset _forgotAt;
    bool _isFailing;

    /// <summary>Writes it down now.</summary>
    public async Task Note(CancellationToken cancel)
    {
        var counted = tally.Take();
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (counted.Count > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Write,
                new
                {
                    host = host.Name,
                    kinds = counted.Keys.Select(one => one.Kind).ToArray(),
                    words = counted.Keys.Select(one => one.Word).ToArray(),
                    counts = counted.Values.ToArray(),
                },
                commandTimeout: TimeoutSeconds,
                cancellationToken: cancel));
        }

        var now = TimeProvider.System.GetUtcNow();
        if (now - _forgotAt < TimeSpan.FromHours(1))
            return;

        _forgotAt = now;
        await connection.ExecuteAsync(new CommandDefinition(Forget, new { kept = Kept }, cancellationToken: cancel));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Note(stoppingToken);
                _isFailing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_isFailing)
                    Log.NotWritten(log, e);

                _isFailing = true;
            }
        }
    }

    static partial class Log
    {
        [LoggerMessage(207, LogLevel.Warning, "What was counted of the traffic could not be written down")]
        public static partial void NotWritten(ILogger log, Exception e);
    }
}
