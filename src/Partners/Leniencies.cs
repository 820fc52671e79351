using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Postgres;

namespace Periksa.Partners;

/// <summary>Counts, for each partner, what the contract's letter would have refused, and writes the counts down once a
/// second.</summary>
public sealed partial class Leniencies(NpgsqlDataSource database, TimeProvider clock, ILogger<Leniencies> log)
    : BackgroundService, ILeniency
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    static readonly Meter Meter = new(StoreTelemetry.Name);

    static readonly Counter<long> Counter = Meter.CreateCounter<long>(
        "periksa.laxities", "{request}", "Requests that the contract, taken to the letter, would have refused.");

    const string Add = """
        insert into laxities as l (partner, dialect, what, count, last_at)
        values (@partner, @dialect, @what, @count, @now)
        on conflict (partner, dialect, what) do update set count = l.count + @count, last_at = @now
        """;

    ConcurrentDictionary<(string Partner, string Dialect, string What), long> _counts = [];

    public void Count(Partner partner, DialectName dialect, string what)
    {
        _counts.AddOrUpdate((partner.Id, dialect, what), 1, static (_, count) => count + 1);
        Counter.Add(1, new("partner", partner.Id.Value), new("dialect", dialect.Value), new("what", what));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWrite();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryWrite();
    }

    // A count that slips in between the two lines may be lost with the old dictionary: it is a hint, not money.
    async Task TryWrite()
    {
        var counts = Interlocked.Exchange(ref _counts, []);
        if (counts.IsEmpty)
            return;

        try
        {
            await Primary.Await(async () =>
            {
                await using var connection = await database.OpenConnectionAsync();
                var now = clock.GetUtcNow().UtcDateTime;
                await connection.ExecuteAsync(Add, counts
                    .OrderBy(one => one.Key)
                    .Select(one => new { one.Key.Partner, one.Key.Dialect, one.Key.What, count = one.Value, now }));
            });
        }
        catch (Exception e)
        {
            // Whatever it was: what ends a background worker ends its host, and a count is not worth that.
            Log.NotCounted(log, e);
        }
    }

    static partial class Log
    {
        [LoggerMessage(39, LogLevel.Warning, "What contracts would have refused could not be counted")]
        public static partial void NotCounted(ILogger log, Exception e);
    }
}
