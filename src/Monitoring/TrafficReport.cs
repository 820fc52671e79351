using System.Globalization;
using Dapper;
using Npgsql;

namespace Periksa.Monitoring;

/// <summary>How things went of late, on all hosts, by the minute.</summary>
/// <param name="Now">The minute that has begun last.</param>
public sealed record TrafficReport(DateTimeOffset Now, IReadOnlyList<TrafficCount> Counts)
{
    /// <summary>So many minutes are shown.</summary>
    public const int Minutes = 60;

    const string Text = """
        select date_trunc('minute', clock_timestamp()) as Minute, '' as Kind, '' as Word, 0::bigint as Count
        union all
        select minute, kind, word, sum(count)::bigint
        from traffic_minutes
        where minute > clock_timestamp() - interval '60 minutes'
        group by minute, kind, word
        """;

    public static async Task<TrafficReport> Read(NpgsqlDataSource reads, CancellationToken cancel)
    {
        await using var connection = await reads.OpenConnectionAsync(cancel);
        var rows = (await connection.QueryAsync<(DateTime Minute, string Kind, string Word, long Count)>(
            new CommandDefinition(Text, commandTimeout: 5, cancellationToken: cancel))).ToArray();
        var now = rows.First(row => row.Kind.Length == 0).Minute;
        return new(
            new(now, TimeSpan.Zero),
            [
                .. from row in rows
                   where row.Kind.Length > 0
                   select new TrafficCount(
                       (int)(now - row.Minute).TotalMinutes, new(row.Kind, row.Word), row.Count),
            ]);
    }

    /// <summary>What was counted of a kind, in the last so many minutes.</summary>
    public IEnumerable<TrafficCount> Of(string kind, int minutes = Minutes) =>
        Counts.Where(one => one.What.Kind == kind && one.MinutesAgo < minutes);

    /// <summary>The time within which a part of all callers had their answer, in milliseconds, as finely as it is
    /// counted; <c>null</c> where nobody asked.</summary>
    /// <param name="part">0.5 for the half of them.</param>
    public int? Within(double part, int minutes)
    {
        var times = Of("ms", minutes).GroupBy(one => int.Parse(one.What.Word, CultureInfo.InvariantCulture))
            .Select(one => (Time: one.Key, Count: one.Sum(each => each.Count))).OrderBy(one => one.Time).ToArray();
        var left = times.Sum(one => one.Count) * part;
        foreach (var (time, count) in times)
        {
            left -= count;
            if (left <= 0)
                return time;
        }

        return null;
    }
}

/// <param name="MinutesAgo">0 for the minute that has begun last.</param>
public sealed record TrafficCount(int MinutesAgo, TrafficKind What, long Count);
