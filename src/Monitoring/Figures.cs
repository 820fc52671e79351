using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;

namespace Periksa.Monitoring;

/// <summary>What waits in the database, and how the house stands.</summary>
/// <param name="CallbacksWaiting">Counted up to <see cref="CountMaximum"/>, as every queue is.</param>
/// <param name="CallbacksOldestSeconds">The age of the oldest that waits; 0 where none does.</param>
/// <param name="UnpaidInvoices">Of days that are over.</param>
/// <param name="LowDeposits">Active partners' with less than the threshold.</param>
/// <param name="DaysAhead">Days after today that have their tables, up to the first that has not; 14 at most.</param>
/// <param name="ProofDifferences">What the last proof found; <c>null</c> where there was none.</param>
public sealed record Figures(
    long CallbacksWaiting,
    long CallbacksParked,
    double CallbacksOldestSeconds,
    long OpenInquiries,
    double OpenInquiriesOldestSeconds,
    long OpenPayouts,
    long UnpaidInvoices,
    long LowDeposits,
    long DaysAhead,
    long? ProofDifferences,
    double? ProofAgeSeconds)
{
    /// <summary>A longer queue is no more news than one of this length, and is not walked.</summary>
    public const int CountMaximum = 100_000;

    const int TimeoutSeconds = 5;

    static readonly string Text = Sql.Read("Monitoring/figures.sql");

    /// <param name="lowDeposit">How little is little, in sen.</param>
    public static async Task<Figures> Read(
        NpgsqlDataSource reads, DateTimeOffset now, long lowDeposit, CancellationToken cancel)
    {
        await using var connection = await reads.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(Text, connection) { CommandTimeout = TimeoutSeconds };
        command.Parameters.Add(new() { Value = (long)CountMaximum });
        command.Parameters.Add(new() { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = BusinessDay.Of(now) });
        command.Parameters.Add(new() { Value = lowDeposit });

        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(
            row.GetInt64(0),
            row.GetInt64(1),
            Age(row, 2) ?? 0,
            row.GetInt64(3),
            Age(row, 4) ?? 0,
            row.GetInt64(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetInt64(8),
            row.IsDBNull(9) ? null : row.GetInt64(9),
            Age(row, 10));
    }

    // A row from a host whose clock is ahead is not of the future.
    static double? Age(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : Math.Max(0, row.GetDouble(column));
}
