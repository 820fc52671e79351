using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Periksa.Postgres.Hosts;

/// <summary>The findings of one look at the database.</summary>
/// <param name="Timeline"><c>null</c> on a standby.</param>
/// <param name="OtherSkews">How far the clocks of hosts that were seen lately are ahead of the database's.</param>
sealed record Sight(
    ClockReading Clock,
    bool IsStandby,
    bool IsReadOnly,
    long? Timeline,
    IReadOnlyList<TimeSpan> OtherSkews,
    Standbys Standbys);

/// <summary>Looks at the database with one short statement.</summary>
sealed class Lookout(NpgsqlDataSource watch, HostIdentity host)
{
    const int TimeoutSeconds = 2;

    static readonly string ToLook = Sql.Read("Postgres/Hosts/look.sql");

    public async Task<Sight> Look(CancellationToken cancel)
    {
        await using var connection = await watch.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(ToLook, connection) { CommandTimeout = TimeoutSeconds };
        command.Parameters.Add(new() { Value = host.Name });

        var (sentAt, began) = (TimeProvider.System.GetUtcNow(), Stopwatch.GetTimestamp());
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var took = Stopwatch.GetElapsedTime(began);

        return new(
            new(
                new(row.GetDateTime(0), TimeSpan.Zero),
                sentAt + (took / 2),
                began + (long)(took.TotalSeconds / 2 * Stopwatch.Frequency),
                took),
            row.GetBoolean(1),
            row.GetBoolean(2),
            row.IsDBNull(3)
                ? null
                : long.Parse(row.GetString(3), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            row.GetFieldValue<TimeSpan[]>(4),
            new(row.GetInt32(6), row.GetInt32(7), Standbys.WantedBy(row.GetString(5))));
    }
}
