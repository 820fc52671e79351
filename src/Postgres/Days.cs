using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Postgres;

/// <summary>The partitions that hold a day's inquiries and keys.</summary>
public sealed partial class Days(NpgsqlDataSource database, TimeProvider clock, ILogger<Days> log) : BackgroundService
{
    /// <summary>The error code of PostgreSQL for a row for which no partition exists.</summary>
    internal const string MissingPartition = PostgresErrorCodes.CheckViolation;

    const int Ahead = 7;

    static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>Makes yesterday, today and the next seven days, where they are missing.</summary>
    public Task MakeAround(DateTimeOffset now)
    {
        var today = BusinessDay.Of(now);
        return Make(database, today.AddDays(-1), today.AddDays(Ahead));
    }

    internal static Task Make(NpgsqlDataSource database, IEnumerable<DateOnly> days) =>
        Task.WhenAll(days.Distinct().Select(day => Make(database, day, day)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Primary.Await(() => MakeAround(clock.GetUtcNow()));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotMade(log, e);   // there are seven more days in store, and a missing one is made on demand
            }
        }
    }

    internal static async Task Make(NpgsqlDataSource database, DateOnly first, DateOnly last)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync("select make_days(@first, @last)", new { first, last });
    }

    static partial class Log
    {
        [LoggerMessage(32, LogLevel.Warning, "The partitions of the coming days could not be made yet")]
        public static partial void NotMade(ILogger log, Exception e);
    }
}
